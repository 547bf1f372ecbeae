package dev.figment.plugin.vae.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.figment.api.Images;
import dev.figment.api.Seed;
import dev.figment.api.Tensor;
import dev.figment.plugin.vae.likelihood.Bernoulli;
import dev.figment.plugin.vae.model.Binarization;
import dev.figment.train.optim.OptimizerConfig;
import dev.figment.train.step.EvaluationStep;
import dev.figment.train.step.TrainingStep;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Bounds other than the plain evidence lower bound, against their formulas. */
class BoundTest {
    private static final int COUNT = 4;
    private final Images images = TinyImages.images(0, COUNT);

    private static VaeDesign design(double beta, int warmUp, double freeBits, int samples) {
        Bound bound = new Bound(new Divergence(beta, warmUp, freeBits), samples);
        return new VaeDesign(TinyImages.BODY, new Bernoulli(), bound, Binarization.NONE);
    }

    private static TrainingStep training(VaeDesign design) {
        return TrainingStep.compile(
                TinyImages.MODELS,
                "training",
                design.inputs((long) COUNT),
                design,
                OptimizerConfig.adam(1e-3),
                new Seed(6));
    }

    private static EvaluationStep evaluation(VaeDesign design) {
        return EvaluationStep.compile(TinyImages.MODELS, "evaluation", design.inputs(null), design);
    }

    private static double[] logWeights(PlainNetwork network, double[] pixels, double[] noise) {
        double[] mean = network.mean(pixels);
        double[] logVariance = network.logVariance(pixels);
        double[] weights = new double[noise.length / mean.length];
        for (int draw = 0; draw < weights.length; draw++) {
            double[] z = mean.clone();
            double prior = 0;
            double posterior = 0;
            for (int k = 0; k < z.length; k++) {
                double epsilon = noise[draw * z.length + k];
                z[k] += Math.exp(0.5 * logVariance[k]) * epsilon;
                prior += -0.5 * z[k] * z[k];
                posterior += -0.5 * epsilon * epsilon - 0.5 * logVariance[k];
            }
            double[] p = network.decode(z);
            for (int i = 0; i < p.length; i++) {
                weights[draw] += pixels[i] * Math.log(p[i]) + (1 - pixels[i]) * Math.log(1 - p[i]);
            }
            weights[draw] += prior - posterior;
        }
        return weights;
    }

    @Test
    void theImportanceWeightedBoundIsTheLogarithmOfTheMeanWeight() {
        VaeDesign design = design(1, 0, 0, 5);
        try (TrainingStep training = training(design);
                EvaluationStep evaluation = evaluation(design)) {
            Map<String, Tensor> batch = design.feed(images, TinyImages.at(0));
            PlainNetwork network = new PlainNetwork(training.parameters());
            double expected = 0;
            for (int i = 0; i < COUNT; i++) {
                double[] weights = logWeights(
                        network, PlainNetwork.row(batch.get("images"), i), PlainNetwork.row(batch.get("noise"), i));
                expected -=
                        Math.log(Arrays.stream(weights).map(Math::exp).average().orElseThrow()) / COUNT;
            }
            Map<String, Double> found = evaluation.run(batch, training.parameters());
            assertThat(found.get("loss")).isCloseTo(expected, within(1e-4));
            assertThat(found.get("loss")).isLessThan(found.get("reconstruction") + found.get("kl") + 0.5);
        }
    }

    @Test
    void warmUpRaisesTheWeightStepByStepInTrainingAlone() {
        VaeDesign design = design(2, 4, 0, 1);
        try (TrainingStep training = training(design);
                EvaluationStep evaluation = evaluation(design)) {
            Map<String, Tensor> batch = design.feed(images, TinyImages.at(0));
            for (int step = 1; step <= 6; step++) {
                Map<String, Double> found = training.run(batch, 1e-3);
                double weight = (found.get("loss") - found.get("reconstruction")) / found.get("kl");
                assertThat(weight).as("step " + step).isCloseTo(2 * Math.min(1, step / 4.0), within(1e-3));
            }
            Map<String, Double> validated = evaluation.run(batch, training.averaged());
            assertThat(validated.get("loss"))
                    .isCloseTo(validated.get("reconstruction") + 2 * validated.get("kl"), within(1e-4));
        }
    }

    @Test
    void freeBitsCountTheLeastThatALatentMayHave() {
        VaeDesign design = design(1, 0, 3, 1);
        try (TrainingStep training = training(design);
                EvaluationStep evaluation = evaluation(design)) {
            Map<String, Tensor> batch = design.feed(images, TinyImages.at(0));
            Map<String, Double> validated = evaluation.run(batch, training.averaged());
            assertThat(validated.get("loss"))
                    .isCloseTo(validated.get("reconstruction") + validated.get("kl"), within(1e-4));
            Map<String, Double> trained = training.run(batch, 1e-3);
            assertThat(trained.get("kl")).as("which is below the free bits").isLessThan(3);
            assertThat(trained.get("loss") - trained.get("reconstruction"))
                    .isCloseTo(3 * TinyImages.LATENTS, within(1e-4));
        }
    }
}
