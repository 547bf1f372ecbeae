package dev.figment.plugin.classifier.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.figment.api.Batch;
import dev.figment.api.Encoder;
import dev.figment.api.Images;
import dev.figment.api.Labelled;
import dev.figment.api.Labels;
import dev.figment.api.Latents;
import dev.figment.api.Outcome;
import dev.figment.api.Seed;
import dev.figment.api.Sink;
import dev.figment.api.Tensor;
import dev.figment.api.Transform;
import dev.figment.api.config.ComponentRef;
import dev.figment.api.config.DataRef;
import dev.figment.api.data.DataFormat;
import dev.figment.api.data.Dataset;
import dev.figment.api.data.Datasets;
import dev.figment.api.error.FigmentException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MeasureStepsTest {
    private static final List<String> CLASSES = List.of("dark", "light");

    /** Grey images of two pixels: random levels, the second one moved. */
    private record Levels(int size, double moved) implements Dataset<Images>, Datasets {
        @Override
        public String name() {
            return "levels";
        }

        @Override
        public Images read(int[] indices) {
            float[] pixels = new float[2 * indices.length];
            for (int i = 0; i < indices.length; i++) {
                pixels[2 * i] = (float) new Seed(2).at(indices[i]).uniform(0);
                pixels[2 * i + 1] = (float) (new Seed(2).at(indices[i]).uniform(1) + moved);
            }
            return Images.of(Tensor.ofFloats(pixels, indices.length, 1, 1, 2));
        }

        @Override
        public String digest() {
            return "sha256:0";
        }

        @Override
        @SuppressWarnings("unchecked")
        public <T extends Batch> Dataset<T> open(DataRef from, DataFormat<T> format) {
            return (Dataset<T>) this;
        }
    }

    private static final Encoder<Images> PIXELS = images ->
            new Latents(Tensor.ofFloats(images.pixels().toFloatArray(), images.size(), 2), null, images.names());

    private static final Transform<Images, Labels> FIRST_PIXEL =
            (images, at) -> labels(IntStream.range(0, images.size())
                    .mapToLong(i -> images.pixels().floats().get(2 * i) > 0.5 ? 1 : 0)
                    .toArray());

    private static Labels labels(long... indices) {
        return new Labels(Tensor.ofLongs(indices, indices.length), CLASSES);
    }

    private static MeasureSamples samples(Datasets real) {
        return new MeasureSamples(
                new MeasureSamples.Config(new ComponentRef("x"), new DataRef("real", Path.of(""))), PIXELS, real);
    }

    private static <T extends Batch> Map<String, Double> measure(Sink<T> sink, List<T> batches) {
        try (Sink.Writer<T> writer = sink.open(new Seed(1))) {
            batches.forEach(writer::write);
            return ((Outcome.Measured) writer.finish()).values();
        }
    }

    private static Images images(int from, int to, double moved) {
        return new Levels(to, moved).read(IntStream.range(from, to).toArray());
    }

    @Test
    void distancesStandBesideThoseOfRealHalves() {
        Map<String, Double> near = measure(samples(new Levels(2000, 0)), List.of(images(3000, 4500, 0)));
        Map<String, Double> far = measure(samples(new Levels(2000, 0)), List.of(images(3000, 4500, 0.4)));
        assertThat(near)
                .containsEntry("measured-images", 1500.0)
                .containsEntry("real-images", 2000.0)
                .containsEntry("frechet-distance-of-real-halves", far.get("frechet-distance-of-real-halves"));
        assertThat(near.get("frechet-distance")).isLessThan(0.01);
        assertThat(far.get("frechet-distance")).isBetween(0.14, 0.19);
        assertThat(far.get("kernel-distance")).isGreaterThan(20 * Math.abs(near.get("kernel-distance")));
    }

    @Test
    void distancesDoNotDependOnTheBatches() {
        MeasureSamples sink = samples(new Levels(50, 0));
        List<Images> parts = List.of(images(0, 7, 0.1), images(7, 8, 0.1), images(8, 30, 0.1));
        assertThat(measure(sink, parts)).isEqualTo(measure(sink, List.of(images(0, 30, 0.1))));
    }

    @Test
    void tooFewImagesAreRefused() {
        assertThatExceptionOfType(FigmentException.class)
                .isThrownBy(() -> measure(samples(new Levels(3, 0)), List.of(images(0, 9, 0))))
                .withMessageContaining("two halves need at least four real images, and here are 3");
        assertThatExceptionOfType(FigmentException.class)
                .isThrownBy(() -> measure(samples(new Levels(9, 0)), List.of(images(0, 1, 0))))
                .withMessageContaining("distances need at least two images, and here are 1");
        assertThatExceptionOfType(FigmentException.class)
                .isThrownBy(() -> measure(samples(new Levels(9, 0)), List.<Images>of()))
                .withMessageContaining("here are 0");
    }

    @Test
    void accuracyIsTheShareToldRight() {
        Images images = Images.of(Tensor.ofFloats(new float[] {0, 0, 1, 0, 1, 0, 0, 0}, 4, 1, 1, 2));
        MeasureClasses sink = new MeasureClasses(new MeasureClasses.Config(new ComponentRef("x")), FIRST_PIXEL);
        assertThat(measure(sink, List.of(new Labelled<>(images, labels(0, 1, 0, 0)))))
                .containsEntry("accuracy", 0.75)
                .containsEntry("images", 4.0);
        Labels others = new Labels(Tensor.ofLongs(new long[4], 4), List.of("cats", "dogs"));
        assertThatExceptionOfType(FigmentException.class)
                .isThrownBy(() -> measure(sink, List.of(new Labelled<>(images, others))))
                .withMessageContaining("the model tells the classes [dark, light], and the images have [cats, dogs]");
    }
}
