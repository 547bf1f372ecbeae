package dev.figment.core.steps;

import dev.figment.api.Batch;
import dev.figment.api.Generator;
import dev.figment.api.Position;
import dev.figment.api.Transform;
import dev.figment.api.config.ComponentRef;
import dev.figment.api.config.Description;
import jakarta.inject.Named;

/**
 * Conditions to samples.
 *
 * @param <C> the condition
 * @param <T> the medium that is generated
 */
public final class Generate<C extends Batch, T extends Batch> implements Transform<C, T> {
    private final Generator<C, T> generator;

    /** The keys of {@code generate}. */
    public record Config(
            @Description("a component that generates") ComponentRef with) {}

    public Generate(Config config, @Named("with") Generator<C, T> with) {
        this.generator = with;
    }

    @Override
    public T apply(C batch, Position at) {
        return generator.generate(batch, at);
    }
}
