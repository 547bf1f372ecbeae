package dev.figment.plugin.vae.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.figment.api.Images;
import dev.figment.api.Seed;
import dev.figment.api.Tensor;
import dev.figment.plugin.vae.likelihood.Bernoulli;
import dev.figment.plugin.vae.likelihood.DiscretizedLogistic;
import dev.figment.plugin.vae.likelihood.Gaussian;
import dev.figment.plugin.vae.likelihood.Likelihood;
import dev.figment.plugin.vae.likelihood.Spread;
import dev.figment.plugin.vae.model.Binarization;
import dev.figment.plugin.vae.train.AutoencoderRecipe.Reconstruction;
import dev.figment.train.optim.OptimizerConfig;
import dev.figment.train.step.EvaluationStep;
import dev.figment.train.step.TrainingStep;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The losses against their formulas, computed apart: sums over pixels and latents in nats, means over images. */
class LossValuesTest {
    private static final int COUNT = 4;
    private static final double SIGMA = 0.3;
    private static final Likelihood BERNOULLI = new Bernoulli();
    private static final Likelihood GAUSSIAN = new Gaussian(SIGMA, Spread.FIXED);
    private final Images images = TinyImages.images(0, COUNT);

    private record Run(Map<String, Double> metrics, PlainNetwork network, Map<String, Tensor> batch) {
        double[] pixels(int i) {
            return PlainNetwork.row(batch.get("images"), i);
        }

        double[] reconstructed(int i) {
            double[] latents = network.mean(pixels(i));
            if (batch.containsKey("noise")) {
                double[] logVariance = network.logVariance(pixels(i));
                double[] noise = PlainNetwork.row(batch.get("noise"), i);
                for (int k = 0; k < latents.length; k++) {
                    latents[k] += Math.exp(0.5 * logVariance[k]) * noise[k];
                }
            }
            return network.decode(latents);
        }

        double divergence(int i) {
            double[] mean = network.mean(pixels(i));
            double[] logVariance = network.logVariance(pixels(i));
            return IntStream.range(0, mean.length)
                    .mapToDouble(k -> 0.5 * (mean[k] * mean[k] + Math.exp(logVariance[k]) - 1 - logVariance[k]))
                    .sum();
        }
    }

    private Run run(CoderDesign design, Images of) {
        try (TrainingStep training = TrainingStep.compile(
                        TinyImages.MODELS,
                        "training",
                        design.inputs((long) COUNT),
                        design,
                        OptimizerConfig.adam(1e-3),
                        new Seed(6));
                EvaluationStep evaluation =
                        EvaluationStep.compile(TinyImages.MODELS, "evaluation", design.inputs(null), design)) {
            Map<String, Tensor> batch = design.feed(of, TinyImages.at(0));
            Map<String, Double> metrics = evaluation.run(batch, training.parameters());
            return new Run(metrics, new PlainNetwork(training.parameters()), batch);
        }
    }

    private static double meanOver(int count, IntToDoubleFunction perImage) {
        return IntStream.range(0, count).mapToDouble(perImage).average().orElseThrow();
    }

    private static double sum(double[] a, double[] b, DoubleBinaryOperator term) {
        return IntStream.range(0, a.length)
                .mapToDouble(k -> term.applyAsDouble(a[k], b[k]))
                .sum();
    }

    private static double crossEntropy(double x, double p) {
        return -x * Math.log(p) - (1 - x) * Math.log(1 - p);
    }

    private static double negativeLogDensity(double x, double mean) {
        double z = (x - mean) / SIGMA;
        return -Math.log(Math.exp(-0.5 * z * z) / (SIGMA * Math.sqrt(2 * Math.PI)));
    }

    private static VaeDesign vae(Likelihood likelihood, double beta, Binarization binarize) {
        return new VaeDesign(TinyImages.BODY, likelihood, new Bound(new Divergence(beta, 0, 0), 1), binarize);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1, 2})
    void theVaesLossIsReconstructionAndWeightedDivergence(double beta) {
        Run run = run(vae(BERNOULLI, beta, Binarization.NONE), images);
        double reconstruction =
                meanOver(COUNT, i -> sum(run.pixels(i), run.reconstructed(i), LossValuesTest::crossEntropy));
        double divergence = meanOver(COUNT, run::divergence);
        assertThat(run.metrics.keySet()).containsExactly("loss", "reconstruction", "kl");
        assertThat(run.metrics.get("reconstruction")).isCloseTo(reconstruction, within(1e-4));
        assertThat(run.metrics.get("kl")).isCloseTo(divergence, within(1e-5));
        assertThat(run.metrics.get("loss")).isCloseTo(reconstruction + beta * divergence, within(1e-4));
    }

    @Test
    void theGaussianReconstructionHasItsConstants() {
        Run run = run(vae(GAUSSIAN, 1, Binarization.NONE), images);
        double reconstruction =
                meanOver(COUNT, i -> sum(run.pixels(i), run.reconstructed(i), LossValuesTest::negativeLogDensity));
        assertThat(run.metrics.get("reconstruction")).isCloseTo(reconstruction, within(1e-4));
        assertThat(run.metrics.get("loss") - run.metrics.get("kl")).isCloseTo(reconstruction, within(1e-4));
    }

    @Test
    void aBinarizedImageIsBothSeenAndReconstructed() {
        Run run = run(vae(BERNOULLI, 1, Binarization.SAMPLE), images);
        double reconstruction =
                meanOver(COUNT, i -> sum(run.pixels(i), run.reconstructed(i), LossValuesTest::crossEntropy));
        assertThat(run.batch.get("images").toFloatArray()).containsOnly(0, 1);
        assertThat(run.metrics.get("reconstruction")).isCloseTo(reconstruction, within(1e-4));
        assertThat(run.metrics.get("kl")).isCloseTo(meanOver(COUNT, run::divergence), within(1e-5));
    }

    @ParameterizedTest
    @EnumSource(Reconstruction.class)
    void theAutoencodersLossIsASumOverPixelsAndItsMseAMean(Reconstruction kind) {
        Run run = run(new AutoencoderDesign(TinyImages.BODY, kind, TinyImages.CLEAN), images);
        double squared = meanOver(COUNT, i -> sum(run.pixels(i), run.reconstructed(i), (x, p) -> (x - p) * (x - p)));
        double entropy = meanOver(COUNT, i -> sum(run.pixels(i), run.reconstructed(i), LossValuesTest::crossEntropy));
        assertThat(run.metrics.keySet()).containsExactly("loss", "mse");
        assertThat(run.metrics.get("mse")).isCloseTo(squared / TinyImages.PIXELS, within(1e-5));
        assertThat(run.metrics.get("loss")).isCloseTo(kind == Reconstruction.MSE ? squared : entropy, within(1e-4));
    }

    static Stream<Likelihood> likelihoods() {
        return Stream.of(
                BERNOULLI, GAUSSIAN, new Gaussian(SIGMA, Spread.SHARED), new DiscretizedLogistic(SIGMA, Spread.FIXED));
    }

    @ParameterizedTest
    @MethodSource("likelihoods")
    void theLossOfABatchIsTheMeanOfItsImages(Likelihood likelihood) {
        VaeDesign design = vae(likelihood, 1, Binarization.SAMPLE);
        Run all = run(design, images);
        try (EvaluationStep evaluation =
                EvaluationStep.compile(TinyImages.MODELS, "evaluation", design.inputs(null), design)) {
            double mean = meanOver(
                    COUNT,
                    i -> evaluation
                            .run(design.feed(TinyImages.images(i, i + 1), TinyImages.at(i)), all.network.parameters())
                            .get("loss"));
            assertThat(all.metrics.get("loss")).isCloseTo(mean, within(1e-4));
        }
    }
}
