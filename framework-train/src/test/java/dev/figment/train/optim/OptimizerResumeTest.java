package dev.figment.train.optim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.figment.api.Device;
import dev.figment.api.Seed;
import dev.figment.api.Tensor;
import dev.figment.core.onnx.OnnxModels;
import dev.figment.train.graph.Arithmetic;
import dev.figment.train.graph.Reductions;
import dev.figment.train.graph.Shape;
import dev.figment.train.nn.Init;
import dev.figment.train.nn.Linear;
import dev.figment.train.step.InputSpec;
import dev.figment.train.step.Objective;
import dev.figment.train.step.TrainingStep;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The state of each optimizer holds everything that its next step depends on. */
class OptimizerResumeTest {
    private static final OnnxModels MODELS = OnnxModels.on(Device.CPU);

    static List<OptimizerConfig> all() {
        List<String> patterns = List.of("*embedding*");
        return List.of(
                new Adam(0.01, 0.9, 0.99, 1e-8, 1),
                new Adamw(0.01, 0.9, 0.99, 1e-8, 0.1, patterns, 0),
                new Sgd(0.01, 0, false, 0, patterns, 0),
                new Sgd(0.01, 0.9, true, 0.1, patterns, 0.5),
                new Rmsprop(0.01, 0.9, 1e-8, 0.5, true, 0.1, patterns, 0),
                new Lion(0.01, 0.9, 0.99, 0.1, patterns, 0));
    }

    private static TrainingStep step(OptimizerConfig config, int seed) {
        Objective objective = (scope, in) -> new Objective.Loss(
                Reductions.sum(Arithmetic.square(scope.apply(
                        "head",
                        new Linear(2),
                        Arithmetic.mul(in.get("x"), scope.parameter("gain", Init.constant(1), 3))))),
                Map.of());
        return TrainingStep.compile(
                MODELS, "resume", List.of(InputSpec.floats("x", Shape.of(4, 3))), objective, config, new Seed(seed));
    }

    private static void train(TrainingStep step, int from, int to, double rate) {
        for (int i = from; i < to; i++) {
            Tensor x = Init.normal(1).create(new Seed(i), 4, 3);
            step.run(Map.of("x", x), rate / (i + 1));
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void aRestoredStateContinuesByteForByte(OptimizerConfig config) {
        double rate = config.learningRate();
        try (TrainingStep whole = step(config, 1);
                TrainingStep resumed = step(config, 2)) {
            train(whole, 0, 7, rate);
            Map<String, Tensor> saved = whole.state();
            train(whole, 7, 15, rate);
            resumed.restore(saved);
            train(resumed, 7, 15, rate);
            Map<String, Tensor> expected = whole.state();
            assertThat(resumed.state().keySet()).isEqualTo(expected.keySet());
            resumed.state()
                    .forEach((name, tensor) -> assertThat(tensor.bytes())
                            .as(name)
                            .isEqualTo(expected.get(name).bytes()));
            assertThat(saved.get("head.weight").bytes())
                    .isNotEqualTo(expected.get("head.weight").bytes());
        }
    }
}
