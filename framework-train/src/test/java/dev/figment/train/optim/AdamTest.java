package dev.figment.train.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.figment.api.Device;
import dev.figment.api.Seed;
import dev.figment.api.Tensor;
import dev.figment.core.onnx.OnnxModels;
import dev.figment.train.graph.Arithmetic;
import dev.figment.train.graph.Reductions;
import dev.figment.train.graph.Shape;
import dev.figment.train.nn.Init;
import dev.figment.train.step.InputSpec;
import dev.figment.train.step.Objective;
import dev.figment.train.step.TrainingStep;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Steps of Adam against the algorithm as it is printed, in double precision. */
class AdamTest {
    private static final double[] TARGET = {1, -2, 0.5, 0.01};

    /** Σ (w - target)², whose gradient is 2(w - target); w is [2, 2] or [4], and starts at 0. */
    private static TrainingStep step(OptimizerConfig config, long... shape) {
        Objective objective = (scope, in) -> new Objective.Loss(
                Reductions.sum(Arithmetic.square(
                        Arithmetic.sub(scope.parameter("w", Init.constant(0.3f), shape), in.get("target")))),
                Map.of());
        return TrainingStep.compile(
                OnnxModels.on(Device.CPU),
                "adam",
                List.of(InputSpec.floats("target", Shape.of(shape))),
                objective,
                config,
                new Seed(1));
    }

    private static void compare(OptimizerConfig config, boolean decays, long... shape) {
        double[] w = {0.3f, 0.3f, 0.3f, 0.3f};
        double[] m = new double[4];
        double[] v = new double[4];
        Tensor target = Tensor.ofFloats(new float[] {1, -2, 0.5f, 0.01f}, shape);
        try (TrainingStep step = step(config, shape)) {
            for (int t = 1; t <= 50; t++) {
                double rate = config.learningRate() / Math.sqrt(t);
                step.run(Map.of("target", target), rate);
                textbook(config, decays, t, rate, w, m, v);
                float[] found = step.parameters().get("w").toFloatArray();
                for (int i = 0; i < 4; i++) {
                    assertThat((double) found[i])
                            .as("step %d, element %d", t, i)
                            .isCloseTo(w[i], within(2e-5));
                }
            }
        }
    }

    private static void textbook(
            OptimizerConfig config, boolean decays, int t, double rate, double[] w, double[] m, double[] v) {
        double[] g = new double[4];
        double norm = 0;
        for (int i = 0; i < 4; i++) {
            g[i] = 2 * (w[i] - TARGET[i]);
            norm += g[i] * g[i];
        }
        double scale = config.clipNorm() > 0 ? Math.min(1, config.clipNorm() / Math.sqrt(norm)) : 1;
        for (int i = 0; i < 4; i++) {
            double gradient = g[i] * scale;
            m[i] = config.beta1() * m[i] + (1 - config.beta1()) * gradient;
            v[i] = config.beta2() * v[i] + (1 - config.beta2()) * gradient * gradient;
            double first = m[i] / (1 - Math.pow(config.beta1(), t));
            double second = v[i] / (1 - Math.pow(config.beta2(), t));
            double kept = decays ? w[i] * (1 - rate * config.weightDecay()) : w[i];
            w[i] = kept - rate * first / (Math.sqrt(second) + config.epsilon());
        }
    }

    @Test
    void followsTheAlgorithmOfThePaper() {
        compare(OptimizerConfig.adam(0.1), false, 4);
        compare(new OptimizerConfig(OptimizerConfig.Kind.ADAM, 0.05, 0.5, 0.9, 1e-3, 0, 0), false, 2, 2);
    }

    @Test
    void decaysWeightsApartFromTheGradient() {
        compare(new OptimizerConfig(OptimizerConfig.Kind.ADAM, 0.1, 0.9, 0.999, 1e-8, 0.5, 0), true, 2, 2);
    }

    @Test
    void limitsTheNormOfTheWholeGradient() {
        compare(new OptimizerConfig(OptimizerConfig.Kind.ADAM, 0.1, 0.9, 0.999, 0.1, 0, 0.25), false, 4);
    }
}
