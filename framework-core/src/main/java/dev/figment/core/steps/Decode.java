package dev.figment.core.steps;

import dev.figment.api.Batch;
import dev.figment.api.Decoder;
import dev.figment.api.Latents;
import dev.figment.api.Position;
import dev.figment.api.Transform;
import dev.figment.api.config.ComponentRef;
import dev.figment.api.config.Description;
import jakarta.inject.Named;

/**
 * Latents to samples.
 *
 * @param <T> the medium that is decoded to
 */
public final class Decode<T extends Batch> implements Transform<Latents, T> {
    private final Decoder<T> decoder;

    /** The keys of {@code decode}. */
    public record Config(
            @Description("a component that decodes") ComponentRef with) {}

    public Decode(Config config, @Named("with") Decoder<T> with) {
        this.decoder = with;
    }

    @Override
    public T apply(Latents batch, Position at) {
        return decoder.decode(batch);
    }
}
