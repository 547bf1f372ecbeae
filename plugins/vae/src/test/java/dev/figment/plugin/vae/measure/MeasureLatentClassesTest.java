package dev.figment.plugin.vae.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.figment.api.Batch;
import dev.figment.api.Images;
import dev.figment.api.Labelled;
import dev.figment.api.Labels;
import dev.figment.api.Outcome;
import dev.figment.api.Seed;
import dev.figment.api.Sink;
import dev.figment.api.Tensor;
import dev.figment.api.config.ComponentRef;
import dev.figment.api.config.DataRef;
import dev.figment.api.data.DataFormat;
import dev.figment.api.data.Dataset;
import dev.figment.api.data.Datasets;
import dev.figment.api.data.LabelledFormat;
import dev.figment.api.error.FigmentException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MeasureLatentClassesTest {
    private static final List<String> CLASSES = List.of("left", "right");

    /** Images of two pixels, of which one is lighter: that is the class. */
    private record Pairs(int size, List<String> classes) implements Dataset<Labelled<Images>>, Datasets {
        @Override
        public String name() {
            return "pairs";
        }

        @Override
        public Labelled<Images> read(int[] indices) {
            float[] pixels = new float[2 * indices.length];
            long[] labels = new long[indices.length];
            for (int i = 0; i < indices.length; i++) {
                Seed at = new Seed(8).at(indices[i]);
                pixels[2 * i] = (float) at.uniform(0);
                pixels[2 * i + 1] = (float) at.uniform(1);
                labels[i] = pixels[2 * i] > pixels[2 * i + 1] ? 0 : 1;
            }
            return new Labelled<>(FakeCoder.images(pixels), new Labels(Tensor.ofLongs(labels, labels.length), classes));
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

    private static Map<String, Double> measure(Datasets train, int... batches) {
        var config = new MeasureLatentClasses.Config(
                new ComponentRef("x"), new DataRef("train", Path.of("")), LabelledFormat.By.FOLDER);
        MeasureLatentClasses sink = new MeasureLatentClasses(config, new FakeCoder(null, pixel -> pixel), train);
        Pairs test = new Pairs(2000, CLASSES);
        try (Sink.Writer<Labelled<Images>> writer = sink.open(new Seed(1))) {
            int from = 1000;
            for (int size : batches) {
                writer.write(test.read(IntStream.range(from, from + size).toArray()));
                from += size;
            }
            return ((Outcome.Measured) writer.finish()).values();
        }
    }

    @Test
    void aLineTellsWhichPixelIsLighter() {
        double accuracy = measure(new Pairs(900, CLASSES), 500, 500).get("latent-accuracy");
        assertThat(accuracy).isBetween(0.98, 1.0);
        assertThat(measure(new Pairs(900, CLASSES), 1, 299, 700)).containsEntry("latent-accuracy", accuracy);
    }

    @Test
    void otherClassesAreRefused() {
        assertThatExceptionOfType(FigmentException.class)
                .isThrownBy(() -> measure(new Pairs(900, List.of("up", "down")), 10))
                .withMessageContaining(
                        "pairs: this has the classes [up, down], and the images to measure have [left, right]");
    }
}
