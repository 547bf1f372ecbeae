package dev.figment.plugin.vae;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.figment.api.Batch;
import dev.figment.api.Device;
import dev.figment.api.Images;
import dev.figment.api.Outcome;
import dev.figment.api.Seed;
import dev.figment.api.Sink;
import dev.figment.api.config.ComponentRef;
import dev.figment.api.config.DataRef;
import dev.figment.api.config.ModelRef;
import dev.figment.api.data.DataFormat;
import dev.figment.api.data.Dataset;
import dev.figment.api.data.Datasets;
import dev.figment.api.data.ImageFormat;
import dev.figment.api.model.Model;
import dev.figment.core.data.LocalDatasets;
import dev.figment.core.onnx.OnnxModels;
import dev.figment.core.zoo.Card;
import dev.figment.core.zoo.Zoo;
import dev.figment.plugin.vae.measure.MeasureDenoising;
import dev.figment.plugin.vae.measure.MeasureElbo;
import dev.figment.plugin.vae.measure.MeasureReconstruction;
import dev.figment.plugin.vae.model.Autoencoder;
import dev.figment.plugin.vae.model.Binarization;
import dev.figment.plugin.vae.model.Denoiser;
import dev.figment.plugin.vae.model.Vae;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bytedeco.onnx.global.onnx;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The models of the zoo that this plugin runs, as they are committed. */
class BundledModelsTest {
    static final Path PROJECT = project();

    /** What lies beside the files of a model. */
    private static final Set<String> ABOUT = Set.of("card.yaml", "preview.png");

    @TempDir
    private Path cache;

    private Zoo zoo;
    private OnnxModels models;

    private static Path project() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(folder.resolve("zoo"))) {
            folder = folder.getParent();
        }
        return folder;
    }

    @BeforeEach
    void open() {
        zoo = Zoo.of(List.of(PROJECT.resolve("zoo")), cache);
        models = OnnxModels.on(Device.CPU, zoo::locate);
    }

    @AfterEach
    void close() {
        models.close();
    }

    private List<Zoo.Listed> listed() {
        List<Zoo.Listed> all = zoo.list();
        assertThat(all).allSatisfy(model -> assertThat(model.problems()).isEmpty());
        return all.stream()
                .filter(model -> model.card().orElseThrow().plugin().id().equals("vae"))
                .toList();
    }

    private static ModelRef reference(String name) {
        return new ModelRef(ModelRef.ZOO + name, PROJECT);
    }

    private static List<String> onnxFiles(Card card) {
        return card.files().keySet().stream()
                .filter(name -> name.endsWith(".onnx"))
                .toList();
    }

    @Test
    void allAreThere() {
        assertThat(listed())
                .extracting(Zoo.Listed::name)
                .contains(
                        "digits-vae",
                        "digits-vae-2d",
                        "faces-vae",
                        "fashion-vae",
                        "machine-anomaly",
                        "mnist-autoencoder",
                        "photo-denoiser");
    }

    @Test
    void theirFilesAreThoseOfTheirCards() throws IOException {
        for (Zoo.Listed model : listed()) {
            Card card = model.card().orElseThrow();
            try (Stream<Path> files = Files.list(model.folder())) {
                assertThat(files.map(file -> file.getFileName().toString()).filter(name -> !ABOUT.contains(name)))
                        .containsExactlyInAnyOrderElementsOf(card.files().keySet());
            }
            // Compares size and SHA-256; nothing was verified before, since the cache is empty.
            assertThatCode(() -> card.files().keySet().forEach(file -> zoo.locate(reference(model.name()), file)))
                    .as(model.name())
                    .doesNotThrowAnyException();
        }
    }

    /** {@code onnx.checker.check_model(path, full_check=True)}. */
    @Test
    void theyPassTheOfficialCheckerWithFullShapeInference() {
        for (Zoo.Listed model : listed()) {
            for (String file : onnxFiles(model.card().orElseThrow())) {
                Path path = model.folder().resolve(file);
                assertThatCode(() -> onnx.check_model(path.toString(), true, false, true))
                        .as(path.toString())
                        .doesNotThrowAnyException();
            }
        }
    }

    @Test
    void theirFilesSayTheirOriginAsTheirCardsDo() {
        for (Zoo.Listed listed : listed()) {
            Card card = listed.card().orElseThrow();
            assertThat(PROJECT.resolve(card.training())).isRegularFile();
            assertThat(listed.folder().resolve(card.evaluation().config())).isRegularFile();
            for (String file : onnxFiles(card)) {
                Model model = models.load(reference(listed.name()), file);
                assertThat(model.metadata())
                        .as(listed.name() + "/" + file)
                        .containsEntry("config.name", card.name())
                        .containsEntry("config.recipe.use", card.use())
                        .containsKeys("figment-version", "step", "validation.loss");
                // The card gives the digest of the dataset, of which the training took some images.
                assertThat(model.metadata().get("data-digest.train"))
                        .startsWith(card.data().digest());
            }
        }
    }

    @Test
    void theVaeHasTheBoundOfItsCardOnTheTestImages() {
        Map<String, Double> found = elbo("digits-vae", Binarization.THRESHOLD);
        Map<String, Double> card = metrics("digits-vae");
        for (String name : List.of("negative-elbo-nats", "reconstruction-nats", "kl-nats")) {
            // Latents are drawn, here with another seed; ten standard errors of a mean of 10,000 are below ½.
            assertThat(found.get(name)).as(name).isCloseTo(card.get(name), within(0.5));
        }
        assertThat(found.get("negative-elbo-nats")).isLessThan(97);
        assertThat(card.get("negative-log-likelihood-nats")).isLessThan(found.get("negative-elbo-nats"));
    }

    @Test
    void theMapOfDigitsHasTheBoundOfItsCardOnTheTestImages() {
        Map<String, Double> found = elbo("digits-vae-2d", Binarization.NONE);
        assertThat(found.get("negative-elbo-nats"))
                .isCloseTo(metrics("digits-vae-2d").get("negative-elbo-nats"), within(0.5))
                .isLessThan(148);
        assertThat(found.get("active-units")).isEqualTo(2);
    }

    @Test
    void theVaeOfClothesHasTheBoundOfItsCardOnTheTestImages() {
        Vae vae = new Vae(new Vae.Config(reference("fashion-vae")), models);
        var config = new MeasureElbo.Config(new ComponentRef("vae"), Binarization.NONE, null, 1);
        Map<String, Double> found = measure(new MeasureElbo(config, vae, vae), data("fashion-mnist/test"), 2000);
        double card = metrics("fashion-vae").get("negative-elbo-nats");
        // The images themselves differ by some 70 nats, so that a mean of 2,000 has a standard error of 1.6.
        assertThat(found.get("negative-elbo-nats")).isCloseTo(card, within(8.0));
    }

    private Map<String, Double> elbo(String name, Binarization binarize) {
        Vae vae = new Vae(new Vae.Config(reference(name)), models);
        return measure(new MeasureElbo(new MeasureElbo.Config(new ComponentRef("vae"), binarize, null, 1), vae, vae));
    }

    @Test
    void theDenoiserGainsWhatItsCardSaysOnPhotosThatItHasNotSeen() {
        Denoiser denoiser = new Denoiser(new Denoiser.Config(reference("photo-denoiser")), models);
        double sigma = 25 / 255.0;
        var sink = new MeasureDenoising(new MeasureDenoising.Config(new ComponentRef("denoiser"), sigma), denoiser);
        Map<String, Double> found = measure(sink, data("cifar10-subset/test"), 100);
        metrics("photo-denoiser")
                .forEach((name, value) -> assertThat(found.get(name)).as(name).isCloseTo(value, within(1.0)));
        assertThat(found.get("gain-db")).isGreaterThan(4);
    }

    @Test
    void theAutoencoderHasTheErrorOfItsCardOnTheTestImages() {
        Autoencoder coder = new Autoencoder(new Autoencoder.Config(reference("mnist-autoencoder")), models);
        var config = new MeasureReconstruction.Config(new ComponentRef("autoencoder"), null, 16);
        var sink = new MeasureReconstruction(config, coder, coder, new NoData());
        Map<String, Double> found = measure(sink);
        Map<String, Double> card = metrics("mnist-autoencoder");
        assertThat(found.get("mse")).isCloseTo(card.get("mse"), within(1e-3 * card.get("mse")));
        assertThat(found.get("mse")).isLessThan(0.5 * card.get("pca-16-mse"));
    }

    private record NoData() implements Datasets {
        @Override
        public <T extends Batch> Dataset<T> open(DataRef from, DataFormat<T> format) {
            throw new AssertionError("no PCA is asked for");
        }
    }

    private Map<String, Double> metrics(String name) {
        return zoo.resolve(reference(name)).card().orElseThrow().evaluation().metrics();
    }

    private Map<String, Double> measure(Sink<Images> sink) {
        Dataset<Images> test = data("mnist/test");
        return measure(sink, test, test.size());
    }

    /** On the first samples. */
    private static Map<String, Double> measure(Sink<Images> sink, Dataset<Images> data, int count) {
        try (Sink.Writer<Images> writer = sink.open(new Seed(1))) {
            for (int from = 0; from < count; from += 500) {
                writer.write(data.read(
                        IntStream.range(from, Math.min(from + 500, count)).toArray()));
            }
            return ((Outcome.Measured) writer.finish()).values();
        }
    }

    /** Where real data are; the test is not run where there are none. */
    static LocalDatasets datasets(String name, Path cache) {
        String named = System.getenv("FIGMENT_DATA");
        Path data = named == null ? PROJECT.resolveSibling("shared").resolve("data") : Path.of(named);
        Path folder = data.resolve(name);
        assumeTrue(Files.isDirectory(folder), () -> "not run: " + folder + " is not there; set FIGMENT_DATA");
        return new LocalDatasets(List.of(data), cache, true);
    }

    private Dataset<Images> data(String name) {
        return datasets(name.substring(0, name.indexOf('/')), cache)
                .images(new DataRef("data:" + name, PROJECT), ImageFormat.AS_FOUND);
    }
}
