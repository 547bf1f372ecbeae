package dev.figment.train.schedule;

/** The beginning that most schedules share: an even growth that is never zero (Goyal et al. 2017, section 2.2). */
final class WarmUp {
    static final String KEY = "Steps at the beginning over which the rate grows from 0";

    private WarmUp() {}

    static void require(int steps) {
        if (steps < 0) {
            throw new IllegalArgumentException("warm-up must not be negative");
        }
    }

    static double factor(long step, int steps) {
        return step < steps ? (step + 1.0) / steps : 1;
    }

    /** How much of what follows the warm-up is done, from 0 to 1. */
    static double progress(long step, long total, int steps) {
        return Math.max(0, Math.min(1, (step - steps) / (double) Math.max(1, total - steps)));
    }

    static void requireEnd(double end) {
        if (!(end >= 0 && end <= 1)) {
            throw new IllegalArgumentException("end must be from 0 to 1");
        }
    }
}
