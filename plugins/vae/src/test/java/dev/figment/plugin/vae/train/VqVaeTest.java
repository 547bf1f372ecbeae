package dev.figment.plugin.vae.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.figment.api.Images;
import dev.figment.api.Latents;
import dev.figment.api.Seed;
import dev.figment.api.Tensor;
import dev.figment.api.config.ModelRef;
import dev.figment.api.error.FigmentException;
import dev.figment.plugin.vae.body.UpSampling;
import dev.figment.plugin.vae.likelihood.Gaussian;
import dev.figment.plugin.vae.likelihood.Spread;
import dev.figment.plugin.vae.model.Vae;
import dev.figment.plugin.vae.model.VqVae;
import dev.figment.train.loop.Training;
import dev.figment.train.nn.Activation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VqVaeTest {
    private final Images held = TinyImages.images(1000, 1020);

    private static VqVaeRecipe.Config config(int codes, double decay) {
        return new VqVaeRecipe.Config(
                codes,
                3,
                0.25,
                decay,
                0.05,
                List.of(8),
                1,
                UpSampling.TRANSPOSED,
                Activation.TANH,
                new Gaussian(0.1, Spread.FIXED));
    }

    private static Training<Images> start() {
        return TinyImages.start(new VqVaeRecipe(config(6, 0.9), TinyImages.MODELS), new Seed(1));
    }

    @Test
    void stepsLowerTheLossOfImagesThatWereNotSeenAndUseTheCodebook() {
        try (Training<Images> training = start()) {
            Map<String, Double> before = TinyImages.validate(training, held, TinyImages.at(0));
            TinyImages.train(training, 0, 200);
            Map<String, Double> after = TinyImages.validate(training, held, TinyImages.at(0));
            assertThat(after.get("reconstruction")).isLessThan(before.get("reconstruction") - 5);
            assertThat(after.get("perplexity")).isBetween(2.0, 6.0);
        }
    }

    @Test
    void severalStepsAtOnceAreThoseOneByOneBitForBit() {
        try (Training<Images> single = start();
                Training<Images> several = start()) {
            TinyImages.train(single, 0, 6);
            TinyImages.trainAtOnce(several, 0, 6);
            assertThat(several.export(Map.of()).get("encoder.onnx"))
                    .isEqualTo(single.export(Map.of()).get("encoder.onnx"));
        }
    }

    @Test
    void latentsAreEntriesOfTheCodebook(@TempDir Path folder) throws IOException {
        try (Training<Images> training = start()) {
            TinyImages.train(training, 0, 20);
            VqVae model = new VqVae(new VqVae.Config(written(training, folder)), TinyImages.MODELS);
            assertThat(model.latentShape()).containsExactly(3, 1, 2);
            Latents latents = model.encode(held);
            Set<List<Float>> entries = new HashSet<>();
            Tensor values = latents.mean();
            for (int i = 0; i < held.size(); i++) {
                float[] sample = values.rows(i, i + 1).toFloatArray();
                for (int place = 0; place < 2; place++) {
                    entries.add(List.of(sample[place], sample[2 + place], sample[4 + place]));
                }
            }
            assertThat(entries).hasSizeBetween(2, 6);
            assertThat(model.decode(latents).pixels().shape())
                    .isEqualTo(held.pixels().shape());
        }
    }

    @Test
    void otherComponentsRefuseItsModel(@TempDir Path folder) throws IOException {
        try (Training<Images> training = start()) {
            ModelRef model = written(training, folder);
            assertThatExceptionOfType(FigmentException.class)
                    .isThrownBy(() -> new Vae(new Vae.Config(model), TinyImages.MODELS))
                    .withMessageContaining("no FLOAT32 output 'mean'");
        }
    }

    @Test
    void keysHaveTheirBounds() {
        assertThatIllegalArgumentException().isThrownBy(() -> config(1, 0.9)).withMessage("codes must be at least 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> config(4, 1))
                .withMessage("decay must be above 0 and below 1");
    }

    private static ModelRef written(Training<?> training, Path folder) throws IOException {
        for (Map.Entry<String, byte[]> file : training.export(Map.of()).entrySet()) {
            Files.write(folder.resolve(file.getKey()), file.getValue());
        }
        return new ModelRef(folder.toString(), folder);
    }
}
