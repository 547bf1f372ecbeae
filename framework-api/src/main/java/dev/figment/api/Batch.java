package dev.figment.api;

/**
 * Some samples of one medium: what flows through a pipeline. Implementations are small immutable records; a plugin may
 * bring its own.
 */
public interface Batch {
    /** Number of samples, at least 0. */
    int size();
}
