package dev.figment.core.steps;

import dev.figment.api.Batches;
import dev.figment.api.FlowStep;
import dev.figment.api.Latents;
import dev.figment.api.Seed;
import dev.figment.api.config.Default;
import dev.figment.api.config.Description;
import dev.figment.core.config.Checks;

/**
 * Walks from each latent to the next: for each pair of neighbours a batch of points, the first on the one and the last
 * on the other. Log-variances are left out: the points are not distributions.
 */
public final class Interpolate implements FlowStep<Latents, Latents> {
    private final Config config;

    /** The path from one latent to the next. */
    public enum Mode {
        /** A straight line. */
        LINEAR,
        /** An arc around the origin (Shoemake 1985), which keeps the norm where both ends have the same. */
        SPHERICAL
    }

    /** The keys of {@code interpolate}. */
    public record Config(
            @Description("points for each pair of neighbours, both ends included, at least 2")
            int steps,

            @Description("linear: a straight line; spherical: an arc around the origin, which suits Gaussian latents")
            @Default("linear")
            Mode mode,

            @Description("whether to walk from the last latent back to the first") @Default("false")
            boolean closed) {
        public Config {
            Checks.atLeast(2, "steps", steps);
        }
    }

    public Interpolate(Config config) {
        this.config = config;
    }

    @Override
    public Batches<Latents> apply(Batches<Latents> batches, Seed seed) {
        return new Walk(batches, config);
    }
}
