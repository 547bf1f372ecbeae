package dev.figment.core.steps;

import dev.figment.api.ElementType;
import dev.figment.api.Latents;
import dev.figment.api.Position;
import dev.figment.api.Tensor;
import dev.figment.api.Transform;
import dev.figment.api.config.Default;
import dev.figment.api.config.Description;
import dev.figment.core.config.Checks;
import java.nio.FloatBuffer;

/**
 * Each latent several times, with other numbers in one dimension, which show what it stands for (Higgins et al. 2017).
 * Log-variances are left out: the points are not distributions.
 */
public final class Traverse implements Transform<Latents, Latents> {
    private final Config config;

    /** The keys of {@code traverse}. */
    public record Config(
            @Description("the dimension, counted from 0") int dimension,

            @Description("the first number there") @Default("-3")
            double from,

            @Description("the last number there") @Default("3")
            double to,

            @Description("numbers, both ends included, at least 2") @Default("9")
            int steps) {
        public Config {
            Checks.atLeast(0, "dimension", dimension);
            Checks.atLeast(2, "steps", steps);
            if (!Double.isFinite(from) || !Double.isFinite(to)) {
                throw new IllegalArgumentException("from and to must be finite numbers");
            }
        }
    }

    public Traverse(Config config) {
        this.config = config;
    }

    @Override
    public Latents apply(Latents batch, Position at) {
        long[] shape = batch.mean().shape();
        int count = batch.size() == 0 ? 0 : Math.toIntExact(batch.mean().count() / batch.size());
        if (batch.size() > 0) {
            Dimensions.require("traverse", config.dimension, count);
        }
        shape[0] *= config.steps;
        Tensor points = Tensor.allocate(ElementType.FLOAT32, shape);
        FloatBuffer to = points.floats();
        FloatBuffer from = batch.mean().floats();
        for (int row = 0; row < batch.size(); row++) {
            for (int step = 0; step < config.steps; step++) {
                int begin = (row * config.steps + step) * count;
                to.put(begin, from, row * count, count);
                double part = (double) step / (config.steps - 1);
                to.put(begin + config.dimension, (float) (config.from + part * (config.to - config.from)));
            }
        }
        return Latents.of(points);
    }
}
