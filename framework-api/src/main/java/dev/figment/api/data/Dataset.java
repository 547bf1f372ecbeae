package dev.figment.api.data;

import dev.figment.api.Batch;

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

    /** {@code sha256:…} of the samples' source, for provenance. */
    String digest();
}
