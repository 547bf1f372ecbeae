package dev.figment.plugin.classifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.figment.api.Device;
import dev.figment.api.Images;
import dev.figment.api.Labelled;
import dev.figment.api.Outcome;
import dev.figment.api.Seed;
import dev.figment.api.Sink;
import dev.figment.api.config.ComponentRef;
import dev.figment.api.config.DataRef;
import dev.figment.api.config.ModelRef;
import dev.figment.api.data.Dataset;
import dev.figment.api.data.ImageFormat;
import dev.figment.api.data.LabelledFormat;
import dev.figment.api.model.Model;
import dev.figment.core.data.LocalDatasets;
import dev.figment.core.onnx.OnnxModels;
import dev.figment.core.zoo.Card;
import dev.figment.core.zoo.Zoo;
import dev.figment.plugin.classifier.measure.MeasureClasses;
import dev.figment.plugin.classifier.model.Classifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.onnx.global.onnx;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The models of the zoo that this plugin runs, as they are committed. */
class BundledClassifiersTest {
    private static final Path PROJECT = Path.of("../..").toAbsolutePath().normalize();

    @TempDir
    private Path cache;

    private Zoo zoo;
    private OnnxModels models;

    @BeforeEach
    void open() {
        zoo = Zoo.of(List.of(PROJECT.resolve("zoo")), cache);
        models = OnnxModels.on(Device.CPU, zoo::locate);
    }

    @AfterEach
    void close() {
        models.close();
    }

    private static ModelRef reference(String name) {
        return new ModelRef(ModelRef.ZOO + name, PROJECT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"digits-classifier", "fashion-classifier"})
    void theirFilesAreThoseOfTheirCardsAndValid(String name) {
        Card card = zoo.resolve(reference(name)).card().orElseThrow();
        assertThat(card.files()).containsKey("classifier.onnx");
        // Compares size and SHA-256; nothing was verified before, since the cache is empty.
        assertThatCode(() -> card.files().keySet().forEach(of -> zoo.locate(reference(name), of)))
                .doesNotThrowAnyException();
        Path file = zoo.locate(reference(name), "classifier.onnx");
        assertThatCode(() -> onnx.check_model(file.toString(), true, false, true))
                .doesNotThrowAnyException();
        Model model = models.load(reference(name), "classifier.onnx");
        assertThat(model.metadata())
                .containsEntry("config.name", name)
                .containsEntry("config.recipe.use", "classifier")
                .containsKeys("figment-version", "step", "validation.accuracy");
        assertThat(model.metadata().get("data-digest.train"))
                .startsWith(card.data().digest());
        assertThat(PROJECT.resolve(card.training())).isRegularFile();
    }

    @ParameterizedTest
    @CsvSource({"digits-classifier, mnist, 0.99", "fashion-classifier, fashion-mnist, 0.91"})
    void theyTellTheTestImagesAsTheirCardsSay(String name, String data, double least) {
        Classifier classifier = new Classifier(new Classifier.Config(reference(name)), models);
        Dataset<Labelled<Images>> test = data(data);
        MeasureClasses sink = new MeasureClasses(new MeasureClasses.Config(new ComponentRef("x")), classifier);
        try (Sink.Writer<Labelled<Images>> writer = sink.open(new Seed(1))) {
            for (int from = 0; from < test.size(); from += 500) {
                writer.write(test.read(IntStream.range(from, from + 500).toArray()));
            }
            double accuracy = ((Outcome.Measured) writer.finish()).values().get("accuracy");
            double card = zoo.resolve(reference(name))
                    .card()
                    .orElseThrow()
                    .evaluation()
                    .metrics()
                    .get("accuracy");
            assertThat(accuracy).isCloseTo(card, within(0.0005)).isGreaterThan(least);
        }
    }

    private Dataset<Labelled<Images>> data(String name) {
        String named = System.getenv("FIGMENT_DATA");
        Path data = named == null ? PROJECT.resolveSibling("shared").resolve("data") : Path.of(named);
        assumeTrue(
                Files.isDirectory(data.resolve(name)),
                () -> "not run: " + data.resolve(name) + " is not there; set FIGMENT_DATA");
        return new LocalDatasets(List.of(data), cache, true)
                .open(
                        new DataRef("data:" + name + "/test", PROJECT),
                        new LabelledFormat<>(LabelledFormat.By.FOLDER, ImageFormat.AS_FOUND));
    }
}
