package dev.figment.core.mixture;

/**
 * Dimensions that vary together.
 *
 * @param factor of the covariance, by Cholesky: a lower triangle, row by row, whose product with its transpose it is
 */
record FullGaussian(double[] mean, double[][] factor) implements Gaussian {
    /** The most likely one for weighted points, with {@code floor} added to each variance. */
    static FullGaussian fit(double[][] points, double[] weights, double floor) {
        double[] mean = Gaussian.mean(points, weights);
        double[][] covariance = new double[mean.length][];
        for (int row = 0; row < mean.length; row++) {
            covariance[row] = new double[row + 1];
        }
        double[] centred = new double[mean.length];
        double total = 0;
        for (int i = 0; i < points.length; i++) {
            if (weights[i] == 0) {
                continue;
            }
            total += weights[i];
            for (int k = 0; k < mean.length; k++) {
                centred[k] = points[i][k] - mean[k];
            }
            for (int row = 0; row < mean.length; row++) {
                double scaled = weights[i] * centred[row];
                for (int column = 0; column <= row; column++) {
                    covariance[row][column] += scaled * centred[column];
                }
            }
        }
        for (int row = 0; row < mean.length; row++) {
            for (int column = 0; column <= row; column++) {
                covariance[row][column] /= total;
            }
            covariance[row][row] += floor;
        }
        return new FullGaussian(mean, factor(covariance));
    }

    /** Replaces a lower triangle by its factor; the floor keeps its pivots above 0. */
    private static double[][] factor(double[][] lower) {
        for (int row = 0; row < lower.length; row++) {
            for (int column = 0; column <= row; column++) {
                double sum = lower[row][column];
                for (int k = 0; k < column; k++) {
                    sum -= lower[row][k] * lower[column][k];
                }
                lower[row][column] =
                        row == column ? Math.sqrt(Math.max(sum, Double.MIN_NORMAL)) : sum / lower[column][column];
            }
        }
        return lower;
    }

    @Override
    public double logDensity(double[] point) {
        double[] solved = new double[mean.length];
        double sum = 0;
        for (int row = 0; row < mean.length; row++) {
            double rest = point[row] - mean[row];
            for (int k = 0; k < row; k++) {
                rest -= factor[row][k] * solved[k];
            }
            solved[row] = rest / factor[row][row];
            sum += LOG_TWO_PI + 2 * Math.log(factor[row][row]) + solved[row] * solved[row];
        }
        return -sum / 2;
    }

    @Override
    public double[] at(float[] normal) {
        double[] point = mean.clone();
        for (int row = 0; row < point.length; row++) {
            for (int k = 0; k <= row; k++) {
                point[row] += factor[row][k] * normal[k];
            }
        }
        return point;
    }
}
