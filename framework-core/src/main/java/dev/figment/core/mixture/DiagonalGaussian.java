package dev.figment.core.mixture;

/** Dimensions that are independent of each other. */
record DiagonalGaussian(double[] mean, double[] variance) implements Gaussian {
    /** The most likely one for weighted points, with {@code floor} added to each variance. */
    static DiagonalGaussian fit(double[][] points, double[] weights, double floor) {
        double[] mean = Gaussian.mean(points, weights);
        double[] variance = new double[mean.length];
        double total = 0;
        for (int i = 0; i < points.length; i++) {
            total += weights[i];
            for (int k = 0; k < mean.length; k++) {
                double difference = points[i][k] - mean[k];
                variance[k] += weights[i] * difference * difference;
            }
        }
        for (int k = 0; k < mean.length; k++) {
            variance[k] = variance[k] / total + floor;
        }
        return new DiagonalGaussian(mean, variance);
    }

    @Override
    public double logDensity(double[] point) {
        double sum = 0;
        for (int k = 0; k < mean.length; k++) {
            double difference = point[k] - mean[k];
            sum += LOG_TWO_PI + Math.log(variance[k]) + difference * difference / variance[k];
        }
        return -sum / 2;
    }

    @Override
    public double[] at(float[] normal) {
        double[] point = mean.clone();
        for (int k = 0; k < point.length; k++) {
            point[k] += Math.sqrt(variance[k]) * normal[k];
        }
        return point;
    }
}
