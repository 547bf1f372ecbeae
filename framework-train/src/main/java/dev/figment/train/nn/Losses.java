package dev.figment.train.nn;

import dev.figment.train.graph.Activations;
import dev.figment.train.graph.Arithmetic;
import dev.figment.train.graph.Reductions;
import dev.figment.train.graph.Value;

/** Losses of each sample on its own: shape [samples], summed over everything but the first axis, never averaged. */
public final class Losses {
    private static final float HALF_LOG_TWO_PI = (float) (0.5 * Math.log(2 * Math.PI));

    private Losses() {}

    /**
     * Negative log-likelihood in nats of targets in [0, 1] under independent Bernoulli variables given by logits:
     * Σ softplus(z) − x z, which is stable for large logits.
     */
    public static Value bernoulli(Value logits, Value targets) {
        return Reductions.sumPerSample(
                Arithmetic.sub(Activations.logOnePlusExp(logits), Arithmetic.mul(logits, targets)));
    }

    /** Negative log-likelihood in nats under independent normal variables with one fixed standard deviation. */
    public static Value gaussian(Value means, Value targets, float standardDeviation) {
        Value scaled = Arithmetic.mul(Arithmetic.sub(targets, means), 1 / standardDeviation);
        float constant = HALF_LOG_TWO_PI + (float) Math.log(standardDeviation);
        return Reductions.sumPerSample(Arithmetic.add(Arithmetic.mul(Arithmetic.square(scaled), 0.5f), constant));
    }

    /** Absolute distance (L1): Σ |a − b|. */
    public static Value absoluteError(Value a, Value b) {
        return Reductions.sumPerSample(Activations.abs(Arithmetic.sub(a, b)));
    }

    /** Squared distance: Σ (a − b)². */
    public static Value squaredError(Value a, Value b) {
        return Reductions.sumPerSample(Arithmetic.square(Arithmetic.sub(a, b)));
    }

    /**
     * Negative log-likelihood in nats of INT64 targets [tokens…] under logits [tokens…, classes], for each token on its own:
     * shape [tokens…]. {@link CrossEntropy} has label smoothing and ignored targets.
     */
    public static Value crossEntropy(Value logits, Value targets) {
        return new CrossEntropy().each(logits, targets);
    }

    /**
     * Kullback-Leibler divergence in nats from N(0, I) of normal distributions with these means and log-variances:
     * ½ Σ μ² + σ² − 1 − log σ² (Kingma and Welling 2014, appendix B).
     */
    public static Value divergenceFromStandardNormal(Value mean, Value logVariance) {
        Value variance = Activations.exp(logVariance);
        Value sum = Arithmetic.add(Arithmetic.square(mean), Arithmetic.sub(variance, logVariance));
        return Reductions.sumPerSample(Arithmetic.mul(Arithmetic.add(sum, -1), 0.5f));
    }
}
