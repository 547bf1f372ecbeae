package dev.figment.core.anomaly;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/** The values that a panel shows, from its lower edge to its upper one. */
record Range(double low, double high) {
    private static final int TICKS = 4;

    Range {
        if (!(high > low)) {
            high = low + 1;
        }
    }

    /** From a little below the least value to a little above the greatest. */
    static Range of(int count, IntToDoubleFunction values) {
        double low = count == 0 ? 0 : Double.POSITIVE_INFINITY;
        double high = count == 0 ? 1 : Double.NEGATIVE_INFINITY;
        for (int i = 0; i < count; i++) {
            low = Math.min(low, values.applyAsDouble(i));
            high = Math.max(high, values.applyAsDouble(i));
        }
        double room = 0.05 * (high - low);
        return new Range(low - room, high + room);
    }

    /** From the top of a panel, which is so high, down to a value. */
    double place(double value, int top, int height) {
        return top + height * (1 - (value - low) / (high - low));
    }

    /** Multiples of 1, 2 or 5 times a power of ten. */
    List<Double> ticks() {
        double rough = (high - low) / TICKS;
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        double part = rough / power;
        double step = power * (part <= 1 ? 1 : part <= 2 ? 2 : part <= 5 ? 5 : 10);
        List<Double> ticks = new ArrayList<>();
        for (long i = (long) Math.ceil(low / step); i * step <= high; i++) {
            ticks.add(i * step);
        }
        return ticks;
    }
}
