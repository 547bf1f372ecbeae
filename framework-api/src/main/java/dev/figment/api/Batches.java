package dev.figment.api;

import java.util.Iterator;

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
}
