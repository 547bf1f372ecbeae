package dev.figment.core.mixture;

/** A normal distribution in several dimensions. */
public sealed interface Gaussian permits DiagonalGaussian, FullGaussian {
    double LOG_TWO_PI = Math.log(2 * Math.PI);

    double[] mean();

    /** The natural logarithm of the density at a point. */
    double logDensity(double[] point);

    /** From independent standard normal deviates, as many as there are dimensions, to a draw. */
    double[] at(float[] normal);

    /** The weighted mean of points, of which at least one has a weight above 0. */
    static double[] mean(double[][] points, double[] weights) {
        double[] mean = new double[points[0].length];
        double total = 0;
        for (int i = 0; i < points.length; i++) {
            total += weights[i];
            for (int k = 0; k < mean.length; k++) {
                mean[k] += weights[i] * points[i][k];
            }
        }
        for (int k = 0; k < mean.length; k++) {
            mean[k] /= total;
        }
        return mean;
    }
}
