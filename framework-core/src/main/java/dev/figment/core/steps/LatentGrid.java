package dev.figment.core.steps;

import dev.figment.api.Batches;
import dev.figment.api.Decoder;
import dev.figment.api.ElementType;
import dev.figment.api.Latents;
import dev.figment.api.Seed;
import dev.figment.api.Source;
import dev.figment.api.Tensor;
import dev.figment.api.config.ComponentRef;
import dev.figment.api.config.Default;
import dev.figment.api.config.Description;
import dev.figment.api.error.FigmentException;
import dev.figment.core.config.Checks;
import jakarta.inject.Named;
import java.util.List;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * A grid in two dimensions of a latent space with the prior N(0, I), row by row: its lines are quantiles of the normal
 * distribution, so that each point stands for an equal share of the prior (Kingma and Welling 2014, figure 4).
 */
public final class LatentGrid implements Source<Latents> {
    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    private final Config config;
    private final int latents;

    /** The keys of {@code latent-grid}. */
    public record Config(
            @Description("a component that decodes latents, such as a VAE")
            ComponentRef with,

            @Description("points in a row, at least 1") @Default("20")
            int columns,

            @Description("rows, at least 1; the first one has the largest numbers") @Default("20")
            int rows,

            @Description(
                    "the two dimensions that the grid lies in, counted from 0: that of the columns, then that of the"
                            + " rows; the others are 0")
            @Default("[0, 1]")
            List<Integer> dimensions) {
        public Config {
            Checks.atLeast(1, "columns", columns);
            Checks.atLeast(1, "rows", rows);
            dimensions = List.copyOf(dimensions);
            if (dimensions.size() != 2
                    || dimensions.get(0).equals(dimensions.get(1))
                    || dimensions.stream().anyMatch(d -> d < 0)) {
                throw new IllegalArgumentException("dimensions are two different ones, not " + dimensions);
            }
        }
    }

    /**
     * @throws FigmentException if the latents have no such dimension
     */
    public LatentGrid(Config config, @Named("with") Decoder<?> with) {
        this.config = config;
        this.latents = Dimensions.count(with.latentShape());
        config.dimensions.forEach(dimension -> Dimensions.require("latent-grid", dimension, latents));
    }

    @Override
    public Batches<Latents> open(Seed seed) {
        return Batches.inParts(config.rows, 1, (row, next) -> row(row));
    }

    private Latents row(int row) {
        Tensor points = Tensor.allocate(ElementType.FLOAT32, config.columns, latents);
        float down = line(config.rows - 1 - row, config.rows);
        for (int column = 0; column < config.columns; column++) {
            points.floats().put(column * latents + config.dimensions.get(0), line(column, config.columns));
            points.floats().put(column * latents + config.dimensions.get(1), down);
        }
        return Latents.of(points);
    }

    /** The middle of the i-th of n equal shares of the normal distribution. */
    private static float line(int i, int n) {
        return (float) NORMAL.inverseCumulativeProbability((i + 0.5) / n);
    }
}
