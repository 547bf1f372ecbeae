package dev.figment.plugin.classifier.measure;

import dev.figment.api.Seed;
import java.util.stream.IntStream;

/**
 * The squared maximum mean discrepancy under the kernel (x·y / d + 1)³, unbiased, as a mean over subsets of up to
 * {@value #SUBSET} images (Bińkowski et al. 2018, "KID"). Unlike the Fréchet distance its expectation does not depend on how
 * many images there are; it may come out a little below 0.
 *
 * @param seed by which images come into subsets
 */
record KernelDistance(Seed seed) {
    private static final int SUBSET = 1000;

    double between(Features a, Features b) {
        int[] first = shuffled(a.size(), seed.child("first"));
        int[] second = shuffled(b.size(), seed.child("second"));
        int size = Math.min(SUBSET, Math.min(first.length, second.length));
        int subsets = Math.min(first.length, second.length) / size;
        double sum = 0;
        for (int subset = 0; subset < subsets; subset++) {
            int from = subset * size;
            sum += discrepancy(rows(a, first, from, size), rows(b, second, from, size));
        }
        return sum / subsets;
    }

    private static float[][] rows(Features features, int[] order, int from, int size) {
        return IntStream.range(from, from + size)
                .mapToObj(i -> features.row(order[i]))
                .toArray(float[][]::new);
    }

    /** A permutation of the numbers below a count (Fisher and Yates). */
    private static int[] shuffled(int count, Seed seed) {
        int[] order = IntStream.range(0, count).toArray();
        for (int i = count - 1; i > 0; i--) {
            int other = (int) (seed.uniform(i) * (i + 1));
            int kept = order[i];
            order[i] = order[other];
            order[other] = kept;
        }
        return order;
    }

    private static double discrepancy(float[][] a, float[][] b) {
        int size = a.length;
        double within = 0;
        double across = 0;
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                if (i < j) {
                    within += kernel(a[i], a[j]) + kernel(b[i], b[j]);
                }
                across += kernel(a[i], b[j]);
            }
        }
        return 2 * within / ((double) size * (size - 1)) - 2 * across / ((double) size * size);
    }

    private static double kernel(float[] x, float[] y) {
        double product = 0;
        for (int i = 0; i < x.length; i++) {
            product += x[i] * y[i];
        }
        double base = product / x.length + 1;
        return base * base * base;
    }
}
