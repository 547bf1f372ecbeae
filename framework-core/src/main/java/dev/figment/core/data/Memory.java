package dev.figment.core.data;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How much decoded data may stay in memory, so that later epochs need not decode it again. Whether a sample stays never
 * changes what is read.
 */
final class Memory {
    private final boolean keeping;
    private final AtomicLong left;

    /**
     * @param bytes 0 keeps nothing
     */
    Memory(long bytes) {
        this.keeping = bytes > 0;
        this.left = new AtomicLong(bytes);
    }

    /** Whether anything is kept at all: then all samples are read in the form in which some are kept. */
    boolean keeping() {
        return keeping;
    }

    /** Whether so many bytes more may be kept; they then count as taken. */
    boolean take(long bytes) {
        if (left.get() >= bytes && left.addAndGet(-bytes) >= 0) {
            return true;
        }
        left.updateAndGet(now -> now < 0 ? now + bytes : now);
        return false;
    }
}
