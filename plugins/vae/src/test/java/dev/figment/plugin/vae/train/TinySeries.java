package dev.figment.plugin.vae.train;

import dev.figment.api.ElementType;
import dev.figment.api.Seed;
import dev.figment.api.Series;
import dev.figment.api.Tensor;
import dev.figment.api.data.Dataset;
import dev.figment.plugin.vae.body.CoderBody;
import dev.figment.plugin.vae.body.Mlp;
import dev.figment.plugin.vae.likelihood.Spread;
import dev.figment.train.loop.Start;
import dev.figment.train.loop.Training;
import dev.figment.train.nn.Activation;
import dev.figment.train.optim.OptimizerConfig;
import dev.figment.train.step.StepOptions;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.stream.IntStream;

/** Windows of six rows of two channels: a wave around 100 and one around −3, both with some noise. */
record TinySeries(int size) implements Dataset<Series> {
    static final int ROWS = 6;
    static final int BATCH = 8;
    static final CoderBody NETWORKS = new Mlp(List.of(5), Activation.TANH);

    @Override
    public String name() {
        return "waves";
    }

    @Override
    public Series read(int[] indices) {
        Tensor values = Tensor.allocate(ElementType.FLOAT32, indices.length, ROWS, 2);
        FloatBuffer buffer = values.floats();
        for (int index : indices) {
            for (int row = index; row < index + ROWS; row++) {
                Seed noise = new Seed(5).at(row);
                buffer.put((float) (100 + 10 * Math.sin(row / 3.0) + noise.uniform(0)));
                buffer.put((float) (-3 + Math.cos(row / 3.0) + 0.1 * noise.uniform(1)));
            }
        }
        return Series.of(values);
    }

    @Override
    public String digest() {
        return "sha256:" + size;
    }

    /** Windows {@code from} (inclusive) to {@code to} (exclusive). */
    static Series windows(int from, int to) {
        return new TinySeries(to).read(IntStream.range(from, to).toArray());
    }

    static SeriesVaeRecipe.Config config(Spread spread) {
        return new SeriesVaeRecipe.Config(2, NETWORKS, 1, spread, 1, 0, 0);
    }

    static Training<Series> start(Dataset<Series> data, Spread spread) {
        return new SeriesVaeRecipe(config(spread), TinyImages.MODELS)
                .start(new Start<>(data, BATCH, OptimizerConfig.adam(1e-2), StepOptions.DEFAULT, new Seed(1)));
    }

    static void train(Training<Series> training, int from, int to) {
        for (int i = from; i < to; i++) {
            Series batch = windows(i * BATCH % 100, i * BATCH % 100 + BATCH);
            training.step(training.prepare(batch, TinyImages.at((long) i * BATCH)), 1e-2);
        }
    }
}
