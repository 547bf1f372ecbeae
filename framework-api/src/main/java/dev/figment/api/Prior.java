package dev.figment.api;

/** The capability to draw latents from the distribution that a model was trained to decode. */
public interface Prior {
    /**
     * Draws latents; the one at index i depends on {@code at.seed(i)} alone, so that batches may be cut anywhere.
     *
     * @param count how many, at least 0
     */
    Latents sample(int count, Position at);
}
