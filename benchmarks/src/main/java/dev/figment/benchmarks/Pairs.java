package dev.figment.benchmarks;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * The seconds that two ways of doing something took, in turn, so that whatever else the machine does meets both.
 *
 * @param first of each pair
 * @param second of each pair
 */
record Pairs(double[] first, double[] second) {
    /** Something to be timed. */
    interface Work {
        void run() throws Exception;
    }

    /** Runs both in turn: a few times unmeasured, then as often as asked. Which goes first changes from pair to pair. */
    static Pairs measure(int warmUp, int pairs, Work first, Work second) throws Exception {
        return measure(System::nanoTime, warmUp, pairs, first, second);
    }

    /** As {@link #measure(int, int, Work, Work)}, by another clock, which counts nanoseconds. */
    static Pairs measure(LongSupplier clock, int warmUp, int pairs, Work first, Work second) throws Exception {
        double[] a = new double[pairs];
        double[] b = new double[pairs];
        for (int i = -warmUp; i < pairs; i++) {
            boolean swapped = i % 2 != 0;
            double one = seconds(clock, swapped ? second : first);
            double other = seconds(clock, swapped ? first : second);
            if (i >= 0) {
                a[i] = swapped ? other : one;
                b[i] = swapped ? one : other;
            }
        }
        return new Pairs(a, b);
    }

    private static double seconds(LongSupplier clock, Work work) throws Exception {
        long start = clock.getAsLong();
        work.run();
        return (clock.getAsLong() - start) * 1e-9;
    }

    /** The ratio of each pair, first to second. */
    double[] ratios() {
        double[] ratios = new double[first.length];
        Arrays.setAll(ratios, i -> first[i] / second[i]);
        return ratios;
    }

    /** The medians, and the median of the ratios with its quartiles. */
    String summary(String firstName, String secondName) {
        return String.format(
                Locale.ROOT,
                "%s %.3f s, %s %.3f s, ratio %.3f (medians of %d pairs; quartiles of the ratio %.3f to %.3f)",
                firstName,
                quantile(first, 0.5),
                secondName,
                quantile(second, 0.5),
                quantile(ratios(), 0.5),
                first.length,
                quantile(ratios(), 0.25),
                quantile(ratios(), 0.75));
    }

    static double quantile(double[] values, double q) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[(int) Math.round(q * (sorted.length - 1))];
    }
}
