package dev.figment.core.steps;

import dev.figment.api.Batches;
import dev.figment.api.Latents;
import dev.figment.api.Position;
import dev.figment.api.Prior;
import dev.figment.api.Seed;
import dev.figment.api.Source;
import dev.figment.api.config.ComponentRef;
import dev.figment.api.config.Default;
import dev.figment.api.config.Description;
import dev.figment.core.config.Checks;
import jakarta.inject.Named;

/** Draws latents from a prior; the same seed draws the same, whatever the batch size. */
public final class SampleLatents implements Source<Latents> {
    private final Config config;
    private final Prior prior;

    /** The keys of {@code sample-latents}. */
    public record Config(
            @Description("a component with a prior, such as a VAE")
            ComponentRef with,

            @Description("how many latents to draw, at least 1")
            int count,

            @Description("latents in a batch, at least 1; it changes speed and memory, not results") @Default("256")
            int batch) {
        public Config {
            Checks.atLeast(1, "count", count);
            Checks.atLeast(1, "batch", batch);
        }
    }

    public SampleLatents(Config config, @Named("with") Prior with) {
        this.config = config;
        this.prior = with;
    }

    @Override
    public Batches<Latents> open(Seed seed) {
        return Batches.inParts(
                config.count, config.batch, (from, to) -> prior.sample(to - from, new Position(seed, from)));
    }
}
