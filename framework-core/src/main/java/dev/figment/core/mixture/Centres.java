package dev.figment.core.mixture;

import dev.figment.api.Seed;
import java.util.Arrays;

/** Clusters of points around centres (k-means, Lloyd 1982), which begin apart (k-means++, Arthur and Vassilvitskii 2007). */
final class Centres {
    private static final int MOST_ROUNDS = 100;

    private Centres() {}

    /** The cluster of each point, from 0 to {@code count} − 1. */
    static int[] clusters(double[][] points, int count, Seed seed) {
        double[][] centres = apart(points, count, seed);
        int[] clusters = new int[points.length];
        for (int round = 0; round < MOST_ROUNDS; round++) {
            int[] found = new int[points.length];
            for (int i = 0; i < points.length; i++) {
                found[i] = nearest(centres, points[i]);
            }
            if (round > 0 && Arrays.equals(found, clusters)) {
                break;
            }
            clusters = found;
            move(centres, points, clusters);
        }
        return clusters;
    }

    /** Each further centre is a point, drawn with a probability in proportion to its squared distance from the nearest. */
    private static double[][] apart(double[][] points, int count, Seed seed) {
        double[][] centres = new double[count][];
        centres[0] = points[(int) seed.below(0, points.length)].clone();
        double[] distances = new double[points.length];
        Arrays.fill(distances, Double.POSITIVE_INFINITY);
        for (int chosen = 1; chosen < count; chosen++) {
            double total = 0;
            for (int i = 0; i < points.length; i++) {
                distances[i] = Math.min(distances[i], squaredDistance(points[i], centres[chosen - 1]));
                total += distances[i];
            }
            double rest = seed.uniform(chosen) * total;
            int next = 0;
            while (next < points.length - 1 && rest >= distances[next]) {
                rest -= distances[next];
                next++;
            }
            centres[chosen] = points[next].clone();
        }
        return centres;
    }

    private static int nearest(double[][] centres, double[] point) {
        int nearest = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int k = 0; k < centres.length; k++) {
            double distance = squaredDistance(point, centres[k]);
            if (distance < least) {
                least = distance;
                nearest = k;
            }
        }
        return nearest;
    }

    /** Each centre to the mean of its points; one that has none stays. */
    private static void move(double[][] centres, double[][] points, int[] clusters) {
        for (int k = 0; k < centres.length; k++) {
            int cluster = k;
            double[] weights = Arrays.stream(clusters)
                    .mapToDouble(c -> c == cluster ? 1 : 0)
                    .toArray();
            if (Arrays.stream(weights).sum() > 0) {
                centres[k] = Gaussian.mean(points, weights);
            }
        }
    }

    private static double squaredDistance(double[] a, double[] b) {
        double sum = 0;
        for (int k = 0; k < a.length; k++) {
            sum += (a[k] - b[k]) * (a[k] - b[k]);
        }
        return sum;
    }
}
