package dev.figment.plugin.classifier.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.figment.api.Device;
import dev.figment.api.ElementType;
import dev.figment.api.Encoder;
import dev.figment.api.Images;
import dev.figment.api.Labelled;
import dev.figment.api.Labels;
import dev.figment.api.Position;
import dev.figment.api.Seed;
import dev.figment.api.Tensor;
import dev.figment.api.config.ModelRef;
import dev.figment.api.error.FigmentException;
import dev.figment.core.onnx.OnnxModels;
import dev.figment.plugin.classifier.train.TinyStripes;
import dev.figment.testkit.EncoderContract;
import dev.figment.testkit.Medium;
import dev.figment.train.graph.Graph;
import dev.figment.train.graph.Layout;
import dev.figment.train.graph.OnnxWriter;
import dev.figment.train.graph.Shape;
import dev.figment.train.graph.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A classifier that the recipe has trained. */
class ClassifierTest implements EncoderContract<Images> {
    private static byte[] trained;

    private final OnnxModels models = OnnxModels.on(Device.CPU);
    private Path folder;
    private Classifier classifier;

    @BeforeAll
    static void train() {
        trained = TinyStripes.trained();
    }

    @BeforeEach
    void open(@TempDir Path temporary) throws IOException {
        folder = temporary;
        Files.write(folder.resolve("classifier.onnx"), trained);
        classifier = open(models);
    }

    private Classifier open(OnnxModels from) {
        return new Classifier(new Classifier.Config(new ModelRef(folder.toString(), folder)), from);
    }

    @AfterEach
    void close() {
        models.close();
    }

    @Override
    public Medium<Images> medium() {
        return Medium.IMAGES;
    }

    @Override
    public Encoder<Images> encoder() {
        return classifier;
    }

    /** Sums of 36 numbers in single precision, in whatever order the batch size suggests. */
    @Override
    public double tolerance() {
        return 1e-5;
    }

    @Override
    public Images samples() {
        return TinyStripes.images(0, 5).samples();
    }

    @Override
    public Images misfits() {
        return Images.of(Tensor.ofFloats(new float[2 * 3 * 36], 2, 3, 6, 6));
    }

    @Test
    void itTellsClassesByName() {
        Labelled<Images> held = TinyStripes.images(480, 600);
        Labels told = classifier.apply(held.samples(), new Position(new Seed(1), 0));
        assertThat(told.classes()).containsExactly("across", "along", "none");
        int right = 0;
        for (int i = 0; i < 120; i++) {
            right += told.indices().longs().get(i)
                            == held.labels().indices().longs().get(i)
                    ? 1
                    : 0;
        }
        assertThat(right).isGreaterThan(116);
    }

    @Test
    void featuresAreNotNegative() {
        float[] features = classifier.encode(samples()).mean().toFloatArray();
        assertThat(features).hasSize(5 * 8);
        for (float feature : features) {
            assertThat(feature).isNotNegative();
        }
    }

    @Test
    void aFileThatIsNoClassifierIsRefused() throws IOException {
        Graph graph = new Graph("other");
        Value x = graph.input("images", ElementType.FLOAT32, Shape.batch("N", 1, 6, 6));
        graph.output("features", Layout.flatten(x));
        Files.write(folder.resolve("classifier.onnx"), OnnxWriter.write(graph, Map.of()));
        assertRefused("classifier.onnx has no FLOAT32 output 'logits' of 2 dimensions");
        graph.output("logits", Layout.flatten(Layout.slice(x, 2, 0, 1)));
        Files.write(folder.resolve("classifier.onnx"), OnnxWriter.write(graph, Map.of("classes", "a\nb")));
        assertRefused("it names the classes [a, b], and gives");
    }

    private void assertRefused(String message) {
        try (OnnxModels fresh = OnnxModels.on(Device.CPU)) {
            assertThatExceptionOfType(FigmentException.class)
                    .isThrownBy(() -> open(fresh))
                    .withMessageContaining(message)
                    .satisfies(e -> assertThat(e.fault()).isEqualTo(FigmentException.Fault.USER));
        }
    }
}
