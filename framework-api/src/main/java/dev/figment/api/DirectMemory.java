package dev.figment.api;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Keeps the direct memory of dead tensors in bounds. Java frees it only when it collects the heap, and tensors leave so
 * little there that gigabytes could gather first; then every new tensor would take fresh memory from the system, which
 * costs several times more than taking back what was just freed.
 */
final class DirectMemory {
    /** Bytes from one collection to the next: 20 ms of work then come to a few per cent of what makes so much. */
    private static final long BUDGET = Math.min(256L << 20, Runtime.getRuntime().maxMemory() / 4);

    private static final AtomicLong SINCE_COLLECTION = new AtomicLong();

    private DirectMemory() {}

    /** Has to be told of each tensor that takes memory of its own; collects now and then. */
    static void taken(int bytes) {
        long taken = SINCE_COLLECTION.addAndGet(bytes);
        if (taken > BUDGET && taken > usedHeap() && SINCE_COLLECTION.compareAndSet(taken, 0)) {
            System.gc();
        }
    }

    /** A large heap takes longer to collect, and is collected less often. */
    private static long usedHeap() {
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
