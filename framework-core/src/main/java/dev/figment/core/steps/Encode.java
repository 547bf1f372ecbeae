package dev.figment.core.steps;

import dev.figment.api.Batch;
import dev.figment.api.Encoder;
import dev.figment.api.Latents;
import dev.figment.api.Position;
import dev.figment.api.Transform;
import dev.figment.api.config.ComponentRef;
import dev.figment.api.config.Description;
import jakarta.inject.Named;

/**
 * Samples to latents.
 *
 * @param <T> the medium that is encoded
 */
public final class Encode<T extends Batch> implements Transform<T, Latents> {
    private final Encoder<T> encoder;

    /** The keys of {@code encode}. */
    public record Config(
            @Description("a component that encodes") ComponentRef with) {}

    public Encode(Config config, @Named("with") Encoder<T> with) {
        this.encoder = with;
    }

    @Override
    public Latents apply(T batch, Position at) {
        return encoder.encode(batch);
    }
}
