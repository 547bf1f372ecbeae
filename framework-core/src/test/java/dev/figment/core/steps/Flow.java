package dev.figment.core.steps;

import dev.figment.api.Batch;
import dev.figment.api.Batches;
import dev.figment.api.Decoder;
import dev.figment.api.ElementType;
import dev.figment.api.Encoder;
import dev.figment.api.Images;
import dev.figment.api.Latents;
import dev.figment.api.Outcome;
import dev.figment.api.Position;
import dev.figment.api.Prior;
import dev.figment.api.Seed;
import dev.figment.api.Source;
import dev.figment.api.Step;
import dev.figment.api.Tensor;
import dev.figment.api.config.DataRef;
import dev.figment.api.config.OutputPath;
import dev.figment.api.data.Datasets;
import dev.figment.core.data.LocalDatasets;
import dev.figment.core.pipeline.Pipeline;
import dev.figment.core.pipeline.Stage;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Pipelines and what flows through them, for tests. */
final class Flow {
    private Flow() {}

    /** Encodes each image of h × w as h·w numbers that are twice its pixels, less one; decodes them again. */
    static final class Twice implements Encoder<Images>, Decoder<Images>, Prior {
        private final int height;
        private final int width;

        Twice(int height, int width) {
            this.height = height;
            this.width = width;
        }

        @Override
        public Latents encode(Images images) {
            Tensor mean = Tensor.allocate(ElementType.FLOAT32, images.size(), (long) height * width);
            FloatBuffer from = images.pixels().floats();
            FloatBuffer to = mean.floats();
            while (from.hasRemaining()) {
                to.put(2 * from.get() - 1);
            }
            return new Latents(mean, null, images.names());
        }

        @Override
        public Images decode(Latents latents) {
            Tensor pixels = Tensor.allocate(ElementType.FLOAT32, latents.size(), 1, height, width);
            FloatBuffer from = latents.mean().floats();
            FloatBuffer to = pixels.floats();
            while (from.hasRemaining()) {
                to.put((from.get() + 1) / 2);
            }
            return new Images(pixels, latents.names());
        }

        @Override
        public long[] latentShape() {
            return new long[] {(long) height * width};
        }

        @Override
        public Latents sample(int count, Position at) {
            Tensor drawn = Tensor.allocate(ElementType.FLOAT32, count, (long) height * width);
            for (int i = 0; i < count; i++) {
                at.seed(i).fillNormal(drawn.rows(i, i + 1).floats());
            }
            return Latents.of(drawn);
        }
    }

    /** A source of batches that are there already. */
    @SafeVarargs
    static <T extends Batch> Source<T> of(T... batches) {
        return seed -> Batches.of(List.of(batches));
    }

    /** Images of one channel, all pixels of each of one value. */
    static Images images(int height, int width, List<String> names, float... values) {
        Tensor pixels = Tensor.allocate(ElementType.FLOAT32, values.length, 1, height, width);
        FloatBuffer to = pixels.floats();
        for (int i = 0; i < values.length * height * width; i++) {
            to.put(values[i / (height * width)]);
        }
        return new Images(pixels, names);
    }

    static Latents latents(float[]... rows) {
        Tensor mean = Tensor.allocate(ElementType.FLOAT32, rows.length, rows[0].length);
        FloatBuffer to = mean.floats();
        for (float[] row : rows) {
            to.put(row);
        }
        return Latents.of(mean);
    }

    static Datasets datasets(Path folder) {
        return new LocalDatasets(List.of(), folder.resolve("cache"), true);
    }

    static ReadImages read(Path folder, String from, int size, int batch) {
        return new ReadImages(new ReadImages.Config(new DataRef(from, folder), size, 1, batch, null), datasets(folder));
    }

    static OutputPath to(Path folder, String name) {
        return new OutputPath(folder.resolve(name));
    }

    static Pipeline pipeline(Step<?, ?>... steps) {
        List<Stage> stages = new ArrayList<>();
        for (Step<?, ?> step : steps) {
            stages.add(new Stage(
                    step.getClass().getSimpleName(),
                    "test.yaml:" + (stages.size() + 1),
                    step,
                    new Seed(7).at(stages.size())));
        }
        return new Pipeline(stages);
    }

    static List<Outcome> run(Step<?, ?>... steps) {
        return pipeline(steps).run();
    }
}
