package dev.figment.api.data;

import dev.figment.api.Batch;
import dev.figment.api.Batches;
import java.util.stream.IntStream;

/**
 * Samples that can be read in any order. Safe for use by several threads.
 *
 * @param <T> the medium
 */
public interface Dataset<T extends Batch> {
    /** What it is called in messages. */
    String name();

    /** Number of samples, at least 1. */
    int size();

    /**
     * Reads the samples at these indices, in this order.
     *
     * @throws dev.figment.api.error.FigmentException if a sample cannot be read; it names the file
     */
    T read(int[] indices);

    /**
     * The first samples in their order, read as they are asked for.
     *
     * @param count how many, at most all
     * @param size of a batch, at least 1; the last one may be smaller
     */
    default Batches<T> batches(int count, int size) {
        return Batches.inParts(
                count, size, (from, to) -> read(IntStream.range(from, to).toArray()));
    }

    /** As {@link #batches(int, int)}, of all samples. */
    default Batches<T> batches(int size) {
        return batches(size(), size);
    }

    /** {@code sha256:…} of the samples' source, for provenance. */
    String digest();
}
