package dev.figment.cli;

import java.time.Duration;

/**
 * How fast a training goes and how long it will take.
 *
 * @param firstStep steps done before it began
 * @param totalSteps of the whole training
 * @param startNanos when it began
 */
record Pace(long firstStep, long totalSteps, long startNanos) {
    /** Steps a second since the beginning. */
    double rate(long step, long nanos) {
        double seconds = (nanos - startNanos) * 1e-9;
        return seconds <= 0 ? 0 : (step - firstStep) / seconds;
    }

    /** {@code 62.5 steps/s, 1 h 20 min left}. */
    String words(long step, long nanos) {
        double rate = rate(step, nanos);
        String text = Output.number(rate) + " steps/s";
        return rate > 0
                ? text + ", " + words(Duration.ofSeconds(Math.round((totalSteps - step) / rate))) + " left"
                : text;
    }

    private static String words(Duration time) {
        if (time.toMinutes() < 1) {
            return time.toSeconds() + " s";
        }
        if (time.toHours() < 1) {
            return time.toMinutes() + " min " + time.toSecondsPart() + " s";
        }
        return time.toHours() + " h " + time.toMinutesPart() + " min";
    }
}
