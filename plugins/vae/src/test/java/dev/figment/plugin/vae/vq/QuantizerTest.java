package dev.figment.plugin.vae.vq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.figment.api.Device;
import dev.figment.api.Seed;
import dev.figment.api.Tensor;
import dev.figment.api.model.Models;
import dev.figment.core.onnx.OnnxModels;
import dev.figment.train.graph.Arithmetic;
import dev.figment.train.graph.Reductions;
import dev.figment.train.graph.Shape;
import dev.figment.train.graph.Value;
import dev.figment.train.nn.Init;
import dev.figment.train.optim.OptimizerConfig;
import dev.figment.train.step.InputSpec;
import dev.figment.train.step.Objective;
import dev.figment.train.step.TrainingStep;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Two samples of two vectors of two numbers, with a parameter "shift" that is added to all of them. */
class QuantizerTest {
    private static final Models MODELS = OnnxModels.on(Device.CPU);
    private static final float[] VECTORS = {1, 0, 0.9f, 0.1f, -1, 0, 1, 0.2f};

    private static Objective objective(Quantizer quantizer) {
        return (scope, in) -> {
            Value shift = scope.parameter("shift", Init.constant(0), 2);
            Value vectors = Arithmetic.add(in.get("vectors"), shift);
            Quantizer.Quantized quantized = quantizer.apply(scope.child("quantizer"), vectors);
            Value loss = Reductions.mean(Reductions.sumPerSample(quantized.vectors()));
            return new Objective.Loss(
                    loss,
                    Map.of(
                            "commitment",
                            Reductions.mean(quantized.commitment()),
                            "perplexity",
                            quantized.perplexity()));
        };
    }

    private static TrainingStep step(Quantizer quantizer, float[] counts, float[] sums) {
        InputSpec input = InputSpec.floats("vectors", Shape.of(2, 2, 2));
        TrainingStep step = TrainingStep.compile(
                MODELS, "quantizer", List.of(input), objective(quantizer), OptimizerConfig.adam(0.1), new Seed(1));
        Map<String, Tensor> state = new HashMap<>(step.state());
        state.replaceAll((name, tensor) -> name.endsWith("quantizer.counts")
                ? Tensor.ofFloats(counts, counts.length)
                : name.endsWith("quantizer.sums") ? Tensor.ofFloats(sums, counts.length, 2) : tensor);
        step.restore(state);
        return step;
    }

    private static Map<String, Tensor> batch() {
        return Map.of("vectors", Tensor.ofFloats(VECTORS, 2, 2, 2));
    }

    private static float[] state(TrainingStep step, String name) {
        return step.weights().get("quantizer." + name).toFloatArray();
    }

    @Test
    void takesTheNearestEntriesAndLetsTheGradientThrough() {
        // The codebook is (1, 0), (-1, 0), (0, 5): three vectors are nearest to the first, one to the second.
        try (TrainingStep step =
                step(new Quantizer(3, 2, 0.5, 0), new float[] {2, 1, 1}, new float[] {2, 0, -1, 0, 0, 5})) {
            Map<String, Double> metrics = step.run(batch(), 0.1);
            assertThat(metrics.get("loss")).isCloseTo((1 + 1 - 1 + 1) / 2.0, within(1e-6));
            double distance = 0.1 * 0.1 + 0.1 * 0.1 + 0.2 * 0.2;
            assertThat(metrics.get("commitment")).isCloseTo(distance / 2, within(1e-6));
            double entropy = -0.75 * Math.log(0.75) - 0.25 * Math.log(0.25);
            assertThat(metrics.get("perplexity")).isCloseTo(Math.exp(entropy), within(1e-5));
            // Adam's first step has the gradient's sign: the loss falls with the shift, as if nothing were quantized.
            assertThat(step.parameters().get("shift").toFloatArray()).containsExactly(-0.1f, -0.1f);
        }
    }

    @Test
    void entriesAreMovingAveragesOfWhatTheyStandFor() {
        try (TrainingStep step =
                step(new Quantizer(3, 2, 0.5, 0), new float[] {2, 1, 1}, new float[] {2, 0, -1, 0, 0, 5})) {
            step.run(batch(), 0);
            assertThat(state(step, "counts")).containsExactly(new float[] {2.5f, 1, 0.5f}, within(1e-6f));
            assertThat(state(step, "sums"))
                    .containsExactly(new float[] {0.5f * 2 + 0.5f * 2.9f, 0.15f, -1, 0, 0, 2.5f}, within(1e-6f));
        }
    }

    @Test
    void anEntryThatStandsForTooLittleBecomesAVectorOfTheBatch() {
        try (TrainingStep step =
                step(new Quantizer(3, 2, 0.5, 0.8), new float[] {2, 1, 1}, new float[] {2, 0, -1, 0, 0, 5})) {
            step.run(batch(), 0);
            float[] counts = state(step, "counts");
            float[] sums = state(step, "sums");
            assertThat(counts[2]).isEqualTo(0.8f);
            float[] entry = {sums[4] / counts[2], sums[5] / counts[2]};
            boolean isOne = false;
            for (int i = 0; i < VECTORS.length; i += 2) {
                isOne |= Math.abs(entry[0] - VECTORS[i]) < 1e-6 && Math.abs(entry[1] - VECTORS[i + 1]) < 1e-6;
            }
            assertThat(isOne)
                    .as(entry[0] + ", " + entry[1] + " is a vector of the batch")
                    .isTrue();
            assertThat(counts[0]).as("an entry in use").isEqualTo(2.5f);
        }
    }
}
