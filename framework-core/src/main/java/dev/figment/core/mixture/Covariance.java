package dev.figment.core.mixture;

/** What the covariance of a component may be. */
public enum Covariance {
    /** Any. */
    FULL {
        @Override
        Gaussian fit(double[][] points, double[] weights, double floor) {
            return FullGaussian.fit(points, weights, floor);
        }
    },
    /** A variance for each dimension. */
    DIAGONAL {
        @Override
        Gaussian fit(double[][] points, double[] weights, double floor) {
            return DiagonalGaussian.fit(points, weights, floor);
        }
    };

    abstract Gaussian fit(double[][] points, double[] weights, double floor);
}
