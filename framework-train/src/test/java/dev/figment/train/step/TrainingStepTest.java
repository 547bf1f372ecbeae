package dev.figment.train.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.figment.api.Seed;
import dev.figment.api.Tensor;
import dev.figment.api.error.FigmentException;
import dev.figment.train.graph.Reductions;
import dev.figment.train.graph.Shape;
import dev.figment.train.graph.Value;
import dev.figment.train.nn.Activation;
import dev.figment.train.nn.Linear;
import dev.figment.train.nn.Losses;
import dev.figment.train.nn.Sequential;
import dev.figment.train.optim.OptimizerConfig;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrainingStepTest {
    private static final double RATE = 1e-2;
    private final Seed data = new Seed(5);

    private void train(TrainingStep step, int from, int to) {
        for (int i = from; i < to; i++) {
            step.run(TinyVae.batch(data.at(i), TinyVae.BATCH), RATE);
        }
    }

    @Test
    void aVaeLearnsItsFourPatterns() {
        try (TrainingStep step = TinyVae.step(new Seed(1))) {
            double before =
                    step.run(TinyVae.batch(data.at(0), TinyVae.BATCH), RATE).get("loss");
            train(step, 1, 600);
            double after =
                    step.run(TinyVae.batch(data.at(600), TinyVae.BATCH), RATE).get("loss");
            assertThat(after).isLessThan(before / 2);
        }
    }

    @Test
    void metricsComeInOrderAndAddUp() {
        try (TrainingStep step = TinyVae.step(new Seed(1))) {
            Map<String, Double> metrics = step.run(TinyVae.batch(data, TinyVae.BATCH), RATE);
            assertThat(metrics.keySet()).containsExactly("loss", "reconstruction", "kl");
            assertThat(metrics.get("loss")).isCloseTo(metrics.get("reconstruction") + metrics.get("kl"), within(1e-5));
        }
    }

    @Test
    void aRestoredStateContinuesByteForByte() {
        try (TrainingStep whole = TinyVae.step(new Seed(1));
                TrainingStep resumed = TinyVae.step(new Seed(2))) {
            train(whole, 0, 7);
            Map<String, Tensor> saved = whole.state();
            train(whole, 7, 15);
            resumed.restore(saved);
            assertThat(resumed.step()).isEqualTo(7);
            train(resumed, 7, 15);
            assertSame(resumed.state(), whole.state());
        }
    }

    @Test
    void aStateIsACopyThatLaterStepsDoNotChange() {
        try (TrainingStep step = TinyVae.step(new Seed(1))) {
            Map<String, Tensor> first = step.state();
            train(step, 0, 3);
            try (TrainingStep fresh = TinyVae.step(new Seed(1))) {
                assertSame(first, fresh.state());
            }
        }
    }

    @Test
    void aStepThatFailsChangesNothing() {
        try (TrainingStep step = TinyVae.step(new Seed(1))) {
            train(step, 0, 2);
            Map<String, Tensor> before = step.state();
            assertThatThrownBy(() -> step.run(TinyVae.batch(data, TinyVae.BATCH + 1), RATE))
                    .isInstanceOf(FigmentException.class)
                    .hasMessageContaining("[17, 12]");
            assertThat(step.step()).isEqualTo(2);
            assertSame(step.state(), before);
        }
    }

    @Test
    void aStateThatLacksATensorIsRefusedByName() {
        try (TrainingStep step = TinyVae.step(new Seed(1))) {
            Map<String, Tensor> saved = new HashMap<>(step.state());
            saved.remove("mean.bias");
            Map<String, Tensor> before = step.state();
            assertThatThrownBy(() -> step.restore(saved)).hasMessageContaining("mean.bias");
            assertSame(step.state(), before);
        }
    }

    @Test
    void aStateWithATensorOfAnotherShapeOrTypeIsRefusedByName() {
        try (TrainingStep step = TinyVae.step(new Seed(1))) {
            Map<String, Tensor> shape = new HashMap<>(step.state());
            shape.put("mean.bias", Tensor.ofFloats(new float[3], 3));
            assertThatThrownBy(() -> step.restore(shape)).hasMessageContaining("mean.bias");
            Map<String, Tensor> type = new HashMap<>(step.state());
            type.put("mean.bias", Tensor.ofLongs(new long[TinyVae.LATENTS], TinyVae.LATENTS));
            assertThatThrownBy(() -> step.restore(type))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("mean.bias");
        }
    }

    @Test
    void layersThatDoNotFitAreFoundWhenItIsCompiledWithPathAndBothShapes() {
        Sequential decoder = Sequential.of(new Linear(8), Activation.RELU, new Linear(9));
        Objective objective = (scope, in) -> {
            Value y = scope.apply("decoder", decoder, in.get("pixels"));
            return new Objective.Loss(
                    Reductions.mean(scope.within(() -> Losses.squaredError(y, in.get("pixels")))), Map.of());
        };
        assertThatThrownBy(() -> TrainingStep.compile(
                        TinyVae.MODELS,
                        "broken",
                        List.of(InputSpec.floats("pixels", Shape.of(4, 12))),
                        objective,
                        OptimizerConfig.adam(1e-3),
                        new Seed(1)))
                .hasMessageContaining("[4, 9]")
                .hasMessageContaining("[4, 12]");
        Objective tied = (scope, in) -> {
            Value y = scope.apply("encoder", Sequential.of(new Linear(8)), in.get("pixels"));
            return new Objective.Loss(
                    Reductions.mean(scope.apply("encoder", Sequential.of(new Linear(8)), y)), Map.of());
        };
        assertThatThrownBy(() -> TrainingStep.compile(
                        TinyVae.MODELS,
                        "tied",
                        List.of(InputSpec.floats("pixels", Shape.of(4, 12))),
                        tied,
                        OptimizerConfig.adam(1e-3),
                        new Seed(1)))
                .hasMessageContaining("encoder.0.weight")
                .hasMessageContaining("[8, 12]")
                .hasMessageContaining("[8, 8]");
    }

    @Test
    void initialParametersDependOnSeedAndPathAlone() {
        try (TrainingStep a = TinyVae.step(new Seed(1));
                TrainingStep b = TinyVae.step(new Seed(1));
                TrainingStep other = TinyVae.step(new Seed(2))) {
            assertSame(a.parameters(), b.parameters());
            assertThat(a.parameters().get("mean.weight").toFloatArray())
                    .isNotEqualTo(other.parameters().get("mean.weight").toFloatArray())
                    .isNotEqualTo(a.parameters().get("log-variance.weight").toFloatArray());
        }
    }

    private static void assertSame(Map<String, Tensor> actual, Map<String, Tensor> expected) {
        assertThat(actual.keySet()).isEqualTo(expected.keySet());
        actual.forEach((name, tensor) ->
                assertThat(tensor.bytes()).as(name).isEqualTo(expected.get(name).bytes()));
    }
}
