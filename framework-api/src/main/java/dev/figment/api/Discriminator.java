package dev.figment.api;

/**
 * Tells real samples from generated ones. Implementations are safe for use by several threads.
 *
 * @param <T> the medium that is judged
 */
public interface Discriminator<T extends Batch> {
    /** For each sample the probability, in [0, 1], that it is real. */
    Scores score(T samples);
}
