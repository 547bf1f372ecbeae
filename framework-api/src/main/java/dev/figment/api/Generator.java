package dev.figment.api;

/**
 * Maps a condition (noise, labels, an image, a prompt) to samples. Implementations are safe for use by several threads.
 *
 * @param <C> the condition
 * @param <T> the medium that is generated
 */
public interface Generator<C extends Batch, T extends Batch> {
    /**
     * Generates one sample for each condition; all randomness of the one at index i comes from {@code at.seed(i)}.
     *
     * @throws dev.figment.api.error.FigmentException if the condition does not fit the model
     */
    T generate(C condition, Position at);
}
