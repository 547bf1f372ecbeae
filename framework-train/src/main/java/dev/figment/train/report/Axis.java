package dev.figment.train.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * From values to places on a line.
 *
 * @param log whether equal ratios, rather than equal differences, are equally far apart
 * @param low the value at 0
 * @param high the value at 1, greater than it
 * @param ticks values to label, from low to high
 */
record Axis(boolean log, double low, double high, List<Double> ticks) {
    /** Above this ratio of the highest to the lowest value, a linear axis would flatten what is low. */
    private static final double MOST_LINEAR = 20;

    private static final int TICKS = 5;

    /** From the first step to the last. */
    static Axis ofSteps(double first, double last) {
        return linear(first, last > first ? last : first + 1);
    }

    /**
     * Of values, all finite, at least one.
     *
     * @param mayBeLog whether it becomes logarithmic where they are positive and span much
     */
    static Axis ofValues(List<Double> values, boolean mayBeLog) {
        double low = values.stream().mapToDouble(v -> v).min().orElseThrow();
        double high = values.stream().mapToDouble(v -> v).max().orElseThrow();
        if (mayBeLog && low > 0 && high / low > MOST_LINEAR) {
            return logarithmic(low, high);
        }
        if (high - low < 1e-12 * Math.max(1e-290, Math.abs(high))) {
            double around = high == 0 ? 1 : Math.abs(high) * 0.1;
            return linear(high - around, high + around);
        }
        double room = 0.04 * (high - low);
        return linear(low >= 0 ? Math.max(0, low - room) : low - room, high + room);
    }

    /** Ticks are multiples of 1, 2 or 5 times a power of ten. */
    private static Axis linear(double low, double high) {
        double step = nice((high - low) / TICKS);
        List<Double> ticks = new ArrayList<>();
        for (long i = (long) Math.ceil(low / step - 1e-9); i * step <= high + 1e-9 * step; i++) {
            ticks.add(i * step);
        }
        return new Axis(false, low, high, ticks);
    }

    private static double nice(double rough) {
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        double part = rough / power;
        return power * (part <= 1 ? 1 : part <= 2 ? 2 : part <= 5 ? 5 : 10);
    }

    private static Axis logarithmic(double low, double high) {
        double from = Math.log10(low);
        double to = Math.log10(high);
        double room = 0.03 * (to - from);
        double least = Math.pow(10, from - room);
        double most = Math.pow(10, to + room);
        int firstPower = (int) Math.floor(from - room);
        int lastPower = (int) Math.ceil(to + room);
        int every = Math.max(1, (lastPower - firstPower) / TICKS);
        double[] parts = lastPower - firstPower <= 2 ? new double[] {1, 2, 5} : new double[] {1};
        List<Double> ticks = new ArrayList<>();
        for (int power = firstPower; power <= lastPower; power += every) {
            double decade = Math.pow(10, power);
            DoubleStream.of(parts)
                    .map(part -> part * decade)
                    .filter(tick -> tick >= least && tick <= most)
                    .forEach(ticks::add);
        }
        return new Axis(true, least, most, ticks);
    }

    /** Where a value lies: 0 at the low end, 1 at the high one. */
    double place(double value) {
        return log
                ? (Math.log(value) - Math.log(low)) / (Math.log(high) - Math.log(low))
                : (value - low) / (high - low);
    }
}
