package dev.figment.plugin.vae.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.figment.api.Device;
import dev.figment.api.ElementType;
import dev.figment.api.Images;
import dev.figment.api.Latents;
import dev.figment.api.Tensor;
import dev.figment.api.config.ModelRef;
import dev.figment.api.error.FigmentException;
import dev.figment.core.onnx.OnnxModels;
import dev.figment.train.graph.Activations;
import dev.figment.train.graph.Conversion;
import dev.figment.train.graph.Dim;
import dev.figment.train.graph.Graph;
import dev.figment.train.graph.Layout;
import dev.figment.train.graph.Shape;
import dev.figment.train.graph.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said about models and batches that do not fit. */
class CoderTest {
    private static final UnaryOperator<Value> SAME = x -> x;
    private static final Shape PIXELS = Shape.batch("N", 1, 2, 3);

    private final OnnxModels models = OnnxModels.on(Device.CPU);

    @TempDir
    private Path home;

    private Path folder;
    private ModelRef model;

    @BeforeEach
    void write() {
        folder = home.resolve("tiny");
        model = TinyModel.write(folder);
    }

    @AfterEach
    void close() {
        models.close();
    }

    private Vae vae() {
        return new Vae(new Vae.Config(model), models);
    }

    private Autoencoder autoencoder() {
        return new Autoencoder(new Autoencoder.Config(model), models);
    }

    private static void assertProblem(ThrowingCallable call, String code, String... messageParts) {
        assertThatExceptionOfType(FigmentException.class)
                .isThrownBy(call)
                .withMessageContainingAll(messageParts)
                .satisfies(e -> {
                    assertThat(e.fault()).isEqualTo(FigmentException.Fault.USER);
                    assertThat(e.problems().get(0).code()).isEqualTo(code);
                });
    }

    @Test
    void aMissingFileIsNamed() throws IOException {
        Files.delete(folder.resolve("decoder.onnx"));
        assertProblem(this::vae, "no-model-file", "decoder.onnx", "'tiny'");
    }

    @Test
    void anInputOfAnotherNameIsNamedWithWhatThereIs() {
        TinyModel.write(folder, "encoder.onnx", TinyModel.encoder("x", PIXELS, Map.of("mean", SAME)));
        assertProblem(
                this::autoencoder,
                "model-input",
                "tiny: encoder.onnx has no FLOAT32 input 'images'",
                "x FLOAT32[?, 1, 2, 3]");
    }

    @Test
    void anInputWithoutChannelsIsNamed() {
        Graph graph = TinyModel.encoder("images", Shape.batch("N", 6), Map.of("mean", SAME));
        TinyModel.write(folder, "encoder.onnx", graph);
        assertProblem(this::autoencoder, "model-input", "'images' of 4 dimensions", "images FLOAT32[?, 6]");
    }

    @Test
    void anInputOfAnotherTypeIsNamed() {
        Graph graph = new Graph("encoder");
        Value bytes = graph.input("images", ElementType.UINT8, PIXELS);
        graph.output("mean", Layout.flatten(Conversion.cast(bytes, ElementType.FLOAT32)));
        TinyModel.write(folder, "encoder.onnx", graph);
        assertProblem(this::autoencoder, "model-input", "no FLOAT32 input 'images'", "images UINT8[?, 1, 2, 3]");
    }

    @Test
    void anEncoderWithoutLogVariancesIsNoVaes() {
        TinyModel.write(folder, "encoder.onnx", TinyModel.encoder("images", PIXELS, Map.of("mean", SAME)));
        assertProblem(
                this::vae,
                "model-output",
                "encoder.onnx has no",
                "output 'log_variance'",
                "mean FLOAT32[?, 2]",
                "zoo list");
        assertThat(autoencoder().latentShape()).containsExactly(2);
    }

    @Test
    void logVariancesOfAnotherShapeThanTheMeansAreAProblem() {
        Map<String, UnaryOperator<Value>> outputs = Map.of("mean", SAME, "log_variance", x -> Layout.slice(x, 1, 0, 1));
        TinyModel.write(folder, "encoder.onnx", TinyModel.encoder("images", PIXELS, outputs));
        assertProblem(this::vae, "model-shapes", "log_variance FLOAT32[?, 1]", "latents FLOAT32[?, 2]");
    }

    @Test
    void aDecoderOfAnotherModelIsAProblem() {
        TinyModel.write(folder, "decoder.onnx", TinyModel.decoder("latents", 3, "images"));
        assertProblem(this::vae, "model-shapes", "mean FLOAT32[?, 2]", "latents FLOAT32[?, 3]");
    }

    @Test
    void aDecoderWithoutImagesIsAProblem() {
        TinyModel.write(folder, "decoder.onnx", TinyModel.decoder("latents", 2, "logits"));
        assertProblem(this::vae, "model-output", "decoder.onnx has no", "output 'images'", "logits");
    }

    @Test
    void latentsOfNoFixedSizeAreAProblem() {
        Graph graph = new Graph("decoder");
        Shape open = new Shape(List.of(new Dim.Named("N"), new Dim.Named("L")));
        graph.output("codes", Activations.neg(graph.input("latents", ElementType.FLOAT32, open)));
        graph.output("images", Activations.neg(graph.input("pixels", ElementType.FLOAT32, PIXELS)));
        TinyModel.write(folder, "decoder.onnx", graph);
        assertProblem(this::vae, "model-shapes", "latents FLOAT32[?, ?]", "must be fixed");
    }

    @Test
    void imagesOfAnotherSizeAreRefused() {
        Images large = TinyModel.images(2, 3, 3);
        Vae vae = vae();
        assertProblem(
                () -> vae.encode(large),
                "image-size",
                "the model 'tiny' takes images of 3×2 pixels with 1 channel",
                "3×3 pixels with 1 channel",
                "give it images of that size");
    }

    @Test
    void imagesInColourAreRefused() {
        Images colour = Images.of(Tensor.allocate(ElementType.FLOAT32, 1, 3, 2, 3));
        Vae vae = vae();
        assertProblem(() -> vae.encode(colour), "image-size", "3×2 pixels with 3 channels");
    }

    @Test
    void theKeysThatScaleImagesAreNamedWhereTheModelTakesSquares() {
        Graph square = TinyModel.encoder("images", Shape.batch("N", 6, 1, 1), Map.of("mean", SAME));
        TinyModel.write(folder, "encoder.onnx", square);
        Autoencoder autoencoder = autoencoder();
        assertProblem(
                () -> autoencoder.encode(TinyModel.images(1, 2, 3)),
                "image-size",
                "1×1 pixels with 6 channels",
                "give the step that reads them the keys 'size: 1' and 'channels: 6'");
    }

    @Test
    void latentsOfAnotherSizeAreRefused() {
        Latents three = Latents.of(Tensor.allocate(ElementType.FLOAT32, 4, 3));
        Vae vae = vae();
        assertProblem(() -> vae.decode(three), "latent-size", "tiny: the model takes latents of 2 numbers", "3");
    }
}
