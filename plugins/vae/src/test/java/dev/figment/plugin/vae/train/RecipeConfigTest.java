package dev.figment.plugin.vae.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.figment.api.Images;
import dev.figment.api.Seed;
import dev.figment.plugin.vae.body.Mlp;
import dev.figment.plugin.vae.likelihood.Bernoulli;
import dev.figment.plugin.vae.likelihood.DiscretizedLogistic;
import dev.figment.plugin.vae.likelihood.Gaussian;
import dev.figment.plugin.vae.likelihood.Spread;
import dev.figment.plugin.vae.model.Binarization;
import dev.figment.plugin.vae.train.AutoencoderRecipe.Reconstruction;
import dev.figment.train.loop.Training;
import dev.figment.train.nn.Activation;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecipeConfigTest {
    private static VaeRecipe.Config vae(int latents, List<Integer> hidden, double sigma, double beta) {
        return new VaeRecipe.Config(
                latents,
                new Mlp(hidden, Activation.GELU),
                new Gaussian(sigma, Spread.FIXED),
                beta,
                0,
                0,
                1,
                Binarization.NONE);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -3})
    void aLatentHasAtLeastOneNumber(int latents) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> vae(latents, List.of(4), 0.1, 1))
                .withMessage("latents must be at least 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AutoencoderRecipe.Config(
                        latents, new Mlp(List.of(4), Activation.GELU), Reconstruction.MSE, List.of()))
                .withMessage("latents must be at least 1");
    }

    @Test
    void hiddenLayersHaveAtLeastOneUnit() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> vae(2, List.of(4, 0), 0.1, 1))
                .withMessage("hidden must hold widths of at least 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AutoencoderRecipe.Config(
                        2, new Mlp(List.of(-1), Activation.GELU), Reconstruction.BCE, List.of()))
                .withMessage("hidden must hold widths of at least 1");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -0.1, Double.NaN, Double.POSITIVE_INFINITY})
    void sigmaIsAStandardDeviation(double sigma) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> vae(2, List.of(4), sigma, 1))
                .withMessage("sigma must be a number greater than 0");
    }

    private static VaeRecipe.Config training(double beta, int klWarmUp, double freeBits, int importanceSamples) {
        return new VaeRecipe.Config(
                2,
                TinyImages.NETWORKS,
                new Bernoulli(),
                beta,
                klWarmUp,
                freeBits,
                importanceSamples,
                Binarization.NONE);
    }

    @Test
    void warmUpAndFreeBitsAreNotNegative() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> training(1, -1, 0, 1))
                .withMessage("kl-warm-up must not be negative");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> training(1, 0, -0.1, 1))
                .withMessage("free-bits must be a number that is not negative");
    }

    @ParameterizedTest
    @CsvSource({"2, 0, 0", "1, 10, 0", "1, 0, 0.5"})
    void theImportanceWeightedBoundHasNoWeightedDivergence(double beta, int klWarmUp, double freeBits) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> training(beta, klWarmUp, freeBits, 5))
                .withMessageContaining("leave out beta, kl-warm-up and free-bits");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 65})
    void importanceSamplesAreFromOneToSixtyFour(int count) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> training(1, 0, 0, count))
                .withMessage("importance-samples must be from 1 to 64");
    }

    @Test
    void aScaleIsGreaterThanZero() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DiscretizedLogistic(0, Spread.SHARED))
                .withMessage("scale must be a number greater than 0");
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1e-9, -2, Double.NaN, Double.POSITIVE_INFINITY})
    void betaIsAWeight(double beta) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> vae(2, List.of(4), 0.1, beta))
                .withMessage("beta must be a number that is not negative");
    }

    @ParameterizedTest
    @CsvSource({"0.1, 0", "1e-3, 4"})
    void smallDeviationsAndNoDivergenceAreAllowed(double sigma, double beta) {
        assertThat(vae(1, List.of(), sigma, beta).beta()).isEqualTo(beta);
    }

    @Test
    void withoutHiddenLayersTheNetworksAreLinear() {
        var config =
                new AutoencoderRecipe.Config(2, new Mlp(List.of(), Activation.GELU), Reconstruction.MSE, List.of());
        try (Training<Images> training =
                TinyImages.start(new AutoencoderRecipe(config, TinyImages.MODELS), new Seed(1))) {
            assertThat(training.state().keySet())
                    .contains("mean.weight", "pixels.weight")
                    .noneMatch(name -> name.contains("encoder.") || name.contains("decoder."));
            TinyImages.train(training, 0, 3);
            assertThat(training.export(Map.of())).containsOnlyKeys("encoder.onnx", "decoder.onnx");
        }
    }
}
