package dev.figment.plugin.vae.statistics;

import java.util.Arrays;

/**
 * Multinomial logistic regression on standardised features, with a penalty of ½ λ |W|², λ = {@value #PENALTY}: the minimum of
 * the mean cross-entropy, which is convex, by accelerated gradient descent (Nesterov 1983) of a step that cannot overshoot.
 * The same samples in the same order give the same numbers.
 */
public final class LogisticRegression {
    private static final double PENALTY = 1e-4;
    private static final int ITERATIONS = 500;
    private static final double LEAST_DEVIATION = 1e-6;

    private final int classes;
    private final double[] mean;
    private final double[] deviation;
    /** [classes][features + 1]; the last one is the intercept. */
    private double[][] weights;

    private LogisticRegression(int classes, double[] mean, double[] deviation) {
        this.classes = classes;
        this.mean = mean;
        this.deviation = deviation;
        this.weights = new double[classes][mean.length + 1];
    }

    /**
     * Fits it.
     *
     * @param samples at least one, all of one length
     * @param labels as many, each from 0 to below the number of classes
     */
    public static LogisticRegression fit(float[][] samples, int[] labels, int classes) {
        int size = samples[0].length;
        double[] mean = new double[size];
        double[] deviation = new double[size];
        for (int k = 0; k < size; k++) {
            double sum = 0;
            double squares = 0;
            for (float[] sample : samples) {
                sum += sample[k];
            }
            mean[k] = sum / samples.length;
            for (float[] sample : samples) {
                squares += (sample[k] - mean[k]) * (sample[k] - mean[k]);
            }
            deviation[k] = Math.max(LEAST_DEVIATION, Math.sqrt(squares / samples.length));
        }
        LogisticRegression regression = new LogisticRegression(classes, mean, deviation);
        regression.minimise(samples, labels);
        return regression;
    }

    private void minimise(float[][] samples, int[] labels) {
        double[][] rows = new double[samples.length][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = standardised(samples[i]);
        }
        // Standardised features and the intercept have a Gram matrix of trace size + 1, of which softmax has at most
        // half.
        double step = 1 / (0.5 * (mean.length + 1) + PENALTY);
        double[][] before = copy(weights);
        double momentum = 1;
        for (int iteration = 0; iteration < ITERATIONS; iteration++) {
            double next = (1 + Math.sqrt(1 + 4 * momentum * momentum)) / 2;
            double share = (momentum - 1) / next;
            double[][] ahead = copy(weights);
            for (int label = 0; label < classes; label++) {
                for (int k = 0; k < ahead[label].length; k++) {
                    ahead[label][k] += share * (weights[label][k] - before[label][k]);
                }
            }
            before = weights;
            weights = ahead;
            double[][] gradient = gradient(rows, labels);
            for (int label = 0; label < classes; label++) {
                for (int k = 0; k < ahead[label].length; k++) {
                    ahead[label][k] -= step * gradient[label][k];
                }
            }
            momentum = next;
        }
    }

    private static double[][] copy(double[][] matrix) {
        return Arrays.stream(matrix).map(double[]::clone).toArray(double[][]::new);
    }

    private double[][] gradient(double[][] rows, int[] labels) {
        double[][] gradient = new double[classes][mean.length + 1];
        for (int i = 0; i < rows.length; i++) {
            double[] probabilities = probabilities(rows[i]);
            for (int label = 0; label < classes; label++) {
                double error = (probabilities[label] - (labels[i] == label ? 1 : 0)) / rows.length;
                for (int k = 0; k < rows[i].length; k++) {
                    gradient[label][k] += error * rows[i][k];
                }
            }
        }
        for (int label = 0; label < classes; label++) {
            for (int k = 0; k < mean.length; k++) {
                gradient[label][k] += PENALTY * weights[label][k];
            }
        }
        return gradient;
    }

    private double[] probabilities(double[] row) {
        double[] logits = new double[classes];
        double most = Double.NEGATIVE_INFINITY;
        for (int label = 0; label < classes; label++) {
            for (int k = 0; k < row.length; k++) {
                logits[label] += weights[label][k] * row[k];
            }
            most = Math.max(most, logits[label]);
        }
        double sum = 0;
        for (int label = 0; label < classes; label++) {
            logits[label] = Math.exp(logits[label] - most);
            sum += logits[label];
        }
        for (int label = 0; label < classes; label++) {
            logits[label] /= sum;
        }
        return logits;
    }

    /** With a 1 at the end, for the intercept. */
    private double[] standardised(float[] sample) {
        double[] row = new double[mean.length + 1];
        for (int k = 0; k < mean.length; k++) {
            row[k] = (sample[k] - mean[k]) / deviation[k];
        }
        row[mean.length] = 1;
        return row;
    }

    /** The most probable class of a sample. */
    public int classOf(float[] sample) {
        double[] probabilities = probabilities(standardised(sample));
        int best = 0;
        for (int label = 1; label < classes; label++) {
            best = probabilities[label] > probabilities[best] ? label : best;
        }
        return best;
    }

    /** The greatest part of the gradient, by which one sees that the minimum is reached. */
    double greatestSlope(float[][] samples, int[] labels) {
        double[][] rows = Arrays.stream(samples).map(this::standardised).toArray(double[][]::new);
        return Arrays.stream(gradient(rows, labels))
                .flatMapToDouble(Arrays::stream)
                .map(Math::abs)
                .max()
                .orElse(0);
    }
}
