package dev.figment.plugin.vae.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.figment.api.ElementType;
import dev.figment.api.Images;
import dev.figment.api.Position;
import dev.figment.api.Seed;
import dev.figment.api.Tensor;
import dev.figment.api.config.ModelRef;
import dev.figment.api.error.FigmentException;
import dev.figment.plugin.vae.model.Denoiser;
import dev.figment.testkit.GradientCheck;
import dev.figment.train.data.NoiseConfig;
import dev.figment.train.loop.Preview;
import dev.figment.train.loop.Training;
import dev.figment.train.nn.Activation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DenoiserTest {
    private static final List<NoiseConfig> KINDS = List.of(
            NoiseConfig.ofGaussian(0.1, 0.3),
            new NoiseConfig(List.of(), List.of(), List.of(0.5), List.of(), List.of()));

    private final Images held = TinyImages.images(1000, 1020);

    private static DenoiserRecipe recipe() {
        return new DenoiserRecipe(new DenoiserRecipe.Config(KINDS, 8, 1, Activation.TANH), TinyImages.MODELS);
    }

    private static double squaredError(Images one, Images other) {
        float[] a = one.pixels().toFloatArray();
        float[] b = other.pixels().toFloatArray();
        return IntStream.range(0, a.length)
                .mapToDouble(i -> Math.pow(a[i] - b[i], 2))
                .sum();
    }

    @Test
    void beginsAsTheIdentityAndLearnsToRemoveNoise() {
        Images noisy = new Corruption(KINDS).on(held, TinyImages.at(0));
        double psnrOfNoisy = IntStream.range(0, held.size())
                .mapToDouble(i -> -10
                        * Math.log10(squaredError(
                                        Images.of(held.pixels().rows(i, i + 1)),
                                        Images.of(noisy.pixels().rows(i, i + 1)))
                                / TinyImages.PIXELS))
                .average()
                .orElseThrow();
        try (Training<Images> training = TinyImages.start(recipe(), new Seed(1))) {
            double before =
                    TinyImages.validate(training, held, TinyImages.at(0)).get("psnr");
            assertThat(before).isCloseTo(psnrOfNoisy, within(1e-3));
            TinyImages.train(training, 0, 150);
            assertThat(TinyImages.validate(training, held, TinyImages.at(0)).get("psnr"))
                    .isGreaterThan(before + 2);
        }
    }

    @Test
    void theGradientOfEveryParameterAgreesWithDifferences() {
        DenoiserDesign design = new DenoiserDesign(List.of(1L, 2L, 3L), new Corruption(KINDS), 3, 2, Activation.TANH);
        assertThatCode(() -> GradientCheck.on(TinyImages.MODELS)
                        .objective(design, design.feed(TinyImages.images(0, 3), TinyImages.at(0))))
                .doesNotThrowAnyException();
    }

    @Test
    void takesImagesOfAnySizeAfterTraining(@TempDir Path folder) throws IOException {
        Denoiser denoiser = trained(folder);
        Images large = Images.of(Tensor.allocate(ElementType.FLOAT32, 2, 1, 17, 40));
        Images denoised = denoiser.apply(large, new Position(new Seed(1), 0));
        assertThat(denoised.pixels().shape()).containsExactly(2, 1, 17, 40);
        for (float value : denoised.pixels().toFloatArray()) {
            assertThat(value).isBetween(0f, 1f);
        }
    }

    @Test
    void refusesImagesOfOtherChannels(@TempDir Path folder) throws IOException {
        Denoiser denoiser = trained(folder);
        Images colour = Images.of(Tensor.allocate(ElementType.FLOAT32, 1, 3, 4, 4));
        assertThatThrownBy(() -> denoiser.apply(colour, new Position(new Seed(1), 0)))
                .isInstanceOf(FigmentException.class)
                .hasMessageContaining("takes images of 1 channels, and was given images of 3")
                .hasMessageContaining("channels: 1");
    }

    @Test
    void refusesAModelOfAnotherTask(@TempDir Path folder) throws IOException {
        try (Training<Images> training = TinyImages.start(TinyImages.vae(), new Seed(1))) {
            Files.write(
                    folder.resolve("denoiser.onnx"), training.export(Map.of()).get("encoder.onnx"));
        }
        assertThatThrownBy(() -> denoiser(folder))
                .isInstanceOf(FigmentException.class)
                .hasMessageContaining("no FLOAT32 output 'denoised'");
    }

    @Test
    void showsCleanNoisyAndDenoised() {
        try (Training<Images> training = TinyImages.start(recipe(), new Seed(1))) {
            Preview.Picture picture =
                    (Preview.Picture) training.preview(held, TinyImages.at(0)).get("denoised");
            assertThat(picture.stack()).isEqualTo(3);
            Tensor all = picture.images().pixels();
            assertThat(all.dim(0)).isEqualTo(3L * held.size());
            assertThat(all.rows(3, 4).bytes())
                    .isEqualTo(held.pixels().rows(1, 2).bytes());
            assertThat(all.rows(4, 5).bytes()).isNotEqualTo(all.rows(3, 4).bytes());
        }
    }

    @Test
    void theNoiseOfAnImageDoesNotDependOnItsBatch() {
        Corruption corruption = new Corruption(KINDS);
        Images together = corruption.on(held, TinyImages.at(1000));
        Images alone = corruption.on(TinyImages.images(1007, 1008), TinyImages.at(1007));
        assertThat(alone.pixels().bytes())
                .isEqualTo(together.pixels().rows(7, 8).bytes())
                .isNotEqualTo(held.pixels().rows(7, 8).bytes());
    }

    @Test
    void needsNoiseToRemove() {
        NoiseConfig none = NoiseConfig.ofGaussian();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DenoiserRecipe.Config(List.of(none), 8, 1, Activation.RELU))
                .withMessageStartingWith("noise must have at least one kind");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DenoiserRecipe.Config(KINDS, 0, 1, Activation.RELU))
                .withMessage("channels must be at least 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DenoiserRecipe.Config(KINDS, 1, -1, Activation.RELU))
                .withMessage("blocks must not be negative");
    }

    private static Denoiser trained(Path folder) throws IOException {
        try (Training<Images> training = TinyImages.start(recipe(), new Seed(1))) {
            TinyImages.train(training, 0, 3);
            for (Map.Entry<String, byte[]> file : training.export(Map.of()).entrySet()) {
                Files.write(folder.resolve(file.getKey()), file.getValue());
            }
        }
        return denoiser(folder);
    }

    private static Denoiser denoiser(Path folder) {
        return new Denoiser(new Denoiser.Config(new ModelRef(folder.toString(), folder)), TinyImages.MODELS);
    }
}
