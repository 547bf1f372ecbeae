package dev.figment.core.mixture;

import dev.figment.api.Seed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Fits a mixture by expectation maximization (Dempster, Laird and Rubin 1977), which begins at {@linkplain Centres clusters}
 * and ends when the mean log-likelihood rises by less than a millionth.
 *
 * @param components how many, at least 1
 * @param floor what is added to each variance, greater than 0, so that no component shrinks to a point
 */
public record MixtureFit(int components, Covariance covariance, double floor) {
    private static final int MOST_ROUNDS = 200;
    private static final double LEAST_GAIN = 1e-6;

    /** A component that stands for fewer points than these is one of them and no distribution, and begins anew. */
    private static final double LEAST_POINTS = 1.5;

    /**
     * @param points at least as many as components, [points][dimensions]
     * @param seed of the start; the same gives the same mixture
     */
    public GaussianMixture of(double[][] points, Seed seed) {
        double[][] shares = begin(points, Centres.clusters(points, components, seed));
        GaussianMixture mixture = maximize(points, shares);
        double before = Double.NEGATIVE_INFINITY;
        for (int round = 0; round < MOST_ROUNDS; round++) {
            double[] densities = new double[points.length];
            double mean = expect(mixture, points, shares, densities);
            boolean restarted = restart(shares, densities);
            if (!restarted && mean - before < LEAST_GAIN) {
                break;
            }
            before = restarted ? Double.NEGATIVE_INFINITY : mean;
            mixture = maximize(points, shares);
        }
        return mixture;
    }

    private double[][] begin(double[][] points, int[] clusters) {
        double[][] shares = new double[components][points.length];
        for (int i = 0; i < points.length; i++) {
            shares[clusters[i]][i] = 1;
        }
        restart(shares, new double[points.length]);
        return shares;
    }

    /** Fills in each component's share in each point, and the points' log-densities; gives the mean of these. */
    private static double expect(GaussianMixture mixture, double[][] points, double[][] shares, double[] densities) {
        double sum = 0;
        for (int i = 0; i < points.length; i++) {
            double[] logs = mixture.logJoint(points[i]);
            densities[i] = GaussianMixture.logSumExp(logs);
            sum += densities[i];
            for (int k = 0; k < logs.length; k++) {
                shares[k][i] = Math.exp(logs[k] - densities[i]);
            }
        }
        return sum / points.length;
    }

    /** Gives a component that has died half of every point's share, and all of the least likely point. */
    private static boolean restart(double[][] shares, double[] densities) {
        boolean restarted = false;
        for (double[] share : shares) {
            if (shares.length == 1 || Arrays.stream(share).sum() >= LEAST_POINTS) {
                continue;
            }
            restarted = true;
            int least = 0;
            for (int i = 1; i < densities.length; i++) {
                least = densities[i] < densities[least] ? i : least;
            }
            densities[least] = Double.POSITIVE_INFINITY;
            for (int i = 0; i < share.length; i++) {
                double taken = i == least ? 1 : 0.5;
                for (double[] other : shares) {
                    other[i] *= 1 - taken;
                }
                share[i] = taken;
            }
        }
        return restarted;
    }

    private GaussianMixture maximize(double[][] points, double[][] shares) {
        List<Double> weights = new ArrayList<>();
        List<Gaussian> gaussians = new ArrayList<>();
        for (double[] share : shares) {
            weights.add(Arrays.stream(share).sum() / points.length);
            gaussians.add(covariance.fit(points, share, floor));
        }
        return new GaussianMixture(weights, gaussians);
    }
}
