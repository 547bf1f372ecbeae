package dev.figment.api;

import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * A lazy flow of batches. Whoever iterates it closes it; closing also closes what it reads from. One thread at a time.
 *
 * @param <T> the medium
 */
public interface Batches<T extends Batch> extends Iterator<T>, AutoCloseable {
    @Override
    void close();

    /** A flow over batches that are in memory; there is nothing to close. */
    static <T extends Batch> Batches<T> of(Iterable<T> batches) {
        Iterator<T> iterator = batches.iterator();
        return new Batches<>() {
            @Override
            public boolean hasNext() {
                return iterator.hasNext();
            }

            @Override
            public T next() {
                return iterator.next();
            }

            @Override
            public void close() {}
        };
    }

    /** Makes the batch of the samples from an index to another, which is left out. */
    @FunctionalInterface
    interface Part<T extends Batch> {
        T of(int from, int to);
    }

    /**
     * A flow over samples that can be made by their indices; there is nothing to close.
     *
     * @param count of all samples
     * @param size of a batch; the last one may be smaller
     */
    static <T extends Batch> Batches<T> inParts(int count, int size, Part<T> part) {
        return new Batches<>() {
            private int next;

            @Override
            public boolean hasNext() {
                return next < count;
            }

            @Override
            public T next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                int from = next;
                int to = Math.min(from + size, count);
                T batch = part.of(from, to);
                next = to;
                return batch;
            }

            @Override
            public void close() {}
        };
    }
}
