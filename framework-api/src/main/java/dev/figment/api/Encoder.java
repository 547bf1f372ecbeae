package dev.figment.api;

/**
 * Maps samples to points (or Gaussians) in a latent space. Implementations are safe for use by several threads.
 *
 * @param <T> the medium that is encoded
 */
public interface Encoder<T extends Batch> {
    /**
     * Encodes each sample on its own: the result for one does not depend on its batch-mates.
     *
     * @return as many latents as samples, with the samples' names
     * @throws dev.figment.api.error.FigmentException if the samples do not have the shape that the model takes
     */
    Latents encode(T samples);
}
