package dev.figment.api;

/**
 * Maps latents to samples. Implementations are safe for use by several threads.
 *
 * @param <T> the medium that is decoded to
 */
public interface Decoder<T extends Batch> {
    /**
     * Decodes the mean of each latent on its own.
     *
     * @return as many samples as latents, with the latents' names
     * @throws dev.figment.api.error.FigmentException if the latents do not have {@link #latentShape()}
     */
    T decode(Latents latents);

    /** The shape of one latent, without the batch axis. */
    long[] latentShape();
}
