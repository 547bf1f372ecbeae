package dev.figment.core.download;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How often something is tried that may pass. Each wait is twice as long as the one before, less a random part of up to a
 * half, so that those who were cut off together do not come again together.
 *
 * @param attempts in a row of which none brings {@link #PROGRESS} bytes, at least 1
 * @param first the first wait
 * @param longest a longer wait is not made; where a server asks for one, it is not tried again
 * @param pause waits
 */
public record Retries(int attempts, Duration first, Duration longest, Pause pause) {
    /** As many bytes are worth another attempt. */
    static final long PROGRESS = 256 << 10;

    private static final int MOST_DOUBLINGS = 20;

    /** Waits for a time. */
    @FunctionalInterface
    public interface Pause {
        void during(Duration time) throws InterruptedException;
    }

    public Retries {
        if (attempts < 1) {
            throw new IllegalArgumentException("attempts must be at least 1, not " + attempts);
        }
    }

    /** For networks as they are. */
    static Retries usual() {
        return new Retries(6, Duration.ofMillis(500), Duration.ofMinutes(2), time -> Thread.sleep(time.toMillis()));
    }

    /** A wait that a server asks for, but none shorter than the first. */
    Duration atLeast(Duration asked) {
        return asked.compareTo(first) < 0 ? first : asked;
    }

    /** The wait after so many attempts. */
    Duration after(int tried) {
        long most = Math.min(longest.toMillis(), first.toMillis() << Math.min(tried - 1, MOST_DOUBLINGS));
        return Duration.ofMillis(most - (long) (ThreadLocalRandom.current().nextDouble() * most / 2));
    }
}
