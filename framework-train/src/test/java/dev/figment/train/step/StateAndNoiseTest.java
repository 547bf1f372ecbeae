package dev.figment.train.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.figment.api.ElementType;
import dev.figment.api.Position;
import dev.figment.api.Seed;
import dev.figment.api.Tensor;
import dev.figment.api.model.Model;
import dev.figment.train.graph.Arithmetic;
import dev.figment.train.graph.Dim;
import dev.figment.train.graph.Reductions;
import dev.figment.train.graph.Shape;
import dev.figment.train.graph.Value;
import dev.figment.train.nn.Init;
import dev.figment.train.nn.Linear;
import dev.figment.train.nn.Losses;
import dev.figment.train.nn.Noise;
import dev.figment.train.nn.Scope;
import dev.figment.train.optim.OptimizerConfig;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A network with a running mean of its input, subtracted from it, and with dropout. */
class StateAndNoiseTest {
    private static final int WIDTH = 3;

    private static Value network(Scope scope, Value x, int width) {
        Scope norm = scope.child("norm");
        Value running = norm.state("mean", Init.constant(0.5f), WIDTH);
        Value steps = norm.state("constant", Init.constant(2), WIDTH);
        Value mean = Reductions.mean(x, List.of(0L), false);
        norm.update(running, Arithmetic.add(Arithmetic.mul(running, 0.9f), Arithmetic.mul(mean, 0.1f)));
        Value centred = Arithmetic.mul(Arithmetic.sub(x, scope.isTraining() ? mean : running), steps);
        Value wide = scope.apply("hidden", new Linear(width), centred);
        if (scope.isTraining()) {
            Shape shape = new Shape(List.of(x.shape().dim(0), new Dim.Fixed(width)));
            wide = Arithmetic.mul(wide, scope.child("drop").noise("mask", Noise.dropout(0.25), shape));
        }
        return scope.apply("out", new Linear(1), wide);
    }

    private static Objective objective(int width) {
        return (scope, in) -> {
            Value y = network(scope, in.get("x"), width);
            Value loss = Reductions.mean(Losses.squaredError(y, in.get("target")));
            return new Objective.Loss(loss, Map.of());
        };
    }

    private static TrainingStep step(long seed, int batch, int width) {
        List<InputSpec> inputs =
                List.of(InputSpec.floats("x", Shape.of(batch, WIDTH)), InputSpec.floats("target", Shape.of(batch, 1)));
        return TrainingStep.compile(
                TinyVae.MODELS, "noisy", inputs, objective(width), OptimizerConfig.adam(0.01), new Seed(seed));
    }

    private static Map<String, Tensor> batch(long number, int size) {
        Tensor x = Tensor.allocate(ElementType.FLOAT32, size, WIDTH);
        new Seed(number).fillNormal(x.floats());
        Tensor target = Tensor.allocate(ElementType.FLOAT32, size, 1);
        for (int i = 0; i < size; i++) {
            target.floats().put(i, x.floats().get(i * WIDTH) * 2);
        }
        return Map.of("x", x, "target", target);
    }

    @Test
    void stateGoesFromStepToStepAndIntoEvaluationAndExport() {
        List<InputSpec> open = List.of(
                InputSpec.floats("x", Shape.batch("N", WIDTH)), InputSpec.floats("target", Shape.batch("N", 1)));
        try (TrainingStep step = step(1, 4, 5);
                EvaluationStep evaluation = EvaluationStep.compile(TinyVae.MODELS, "noisy", open, objective(5))) {
            float[] expected = {0.5f, 0.5f, 0.5f};
            for (int i = 0; i < 20; i++) {
                Map<String, Tensor> batch = batch(i, 4);
                step.run(batch, 0.01);
                float[] x = batch.get("x").toFloatArray();
                for (int c = 0; c < WIDTH; c++) {
                    float mean = (x[c] + x[3 + c] + x[6 + c] + x[9 + c]) / 4;
                    expected[c] = 0.9f * expected[c] + 0.1f * mean;
                }
                assertThat(step.weights().get("norm.mean").toFloatArray()).containsExactly(expected, within(1e-6f));
                assertThat(step.weights().get("norm.constant").toFloatArray()).containsOnly(2);
            }
            assertThat(step.parameters()).doesNotContainKey("norm.mean");
            Map<String, Tensor> one = batch(77, 1);
            double loss = evaluation.run(one, step.weights()).get("loss");
            byte[] onnx = Export.onnx(
                    "net",
                    List.of(InputSpec.floats("x", Shape.batch("N", WIDTH))),
                    (scope, in) -> Map.of("y", network(scope, in.get("x"), 5)),
                    step.weights(),
                    Map.of());
            try (Model exported = TinyVae.MODELS.compile(onnx, "exported")) {
                assertThat(exported.inputs()).hasSize(1);
                float y = exported.run(Map.of("x", one.get("x")))
                        .get("y")
                        .floats()
                        .get(0);
                assertThat(Math.pow(y - one.get("target").floats().get(0), 2)).isCloseTo(loss, within(1e-5));
            }
        }
    }

    /** The wide network's mask is made on another thread, the narrow one's is not. */
    @Test
    void aRestoredStepContinuesByteForByteWithStateAndNoise() {
        for (int width : new int[] {5, 20_000}) {
            try (TrainingStep whole = step(1, 4, width);
                    TrainingStep resumed = step(1, 4, width)) {
                for (int i = 0; i < 3; i++) {
                    whole.run(batch(i, 4), 0.01);
                }
                Map<String, Tensor> saved = whole.state();
                assertThat(saved).containsKeys("norm.mean", "norm.constant");
                resumed.run(batch(99, 4), 0.01);
                resumed.restore(saved);
                for (int i = 3; i < 6; i++) {
                    assertThat(resumed.run(batch(i, 4), 0.01)).isEqualTo(whole.run(batch(i, 4), 0.01));
                }
                Map<String, Tensor> end = whole.state();
                resumed.state()
                        .forEach((name, tensor) -> assertThat(tensor.bytes())
                                .as(name)
                                .isEqualTo(end.get(name).bytes()));
            }
        }
    }

    @Test
    void noiseIsNewInEachStepAndOfTheSampleAndNotTheBatch() {
        Objective show = (scope, in) -> {
            Value noise = scope.noise(
                    "z", Noise.uniform(), Shape.of(in.get("x").shape().size(0), 2));
            Value w = scope.parameter("w", Init.constant(0), 1);
            return new Objective.Loss(
                    Reductions.mean(Arithmetic.mul(noise, w)), Map.of("mean", Reductions.mean(noise)));
        };
        double[] means = new double[2];
        for (int batch : new int[] {1, 2}) {
            List<InputSpec> inputs = List.of(InputSpec.floats("x", Shape.of(batch, 1)));
            try (TrainingStep step = TrainingStep.compile(
                    TinyVae.MODELS, "noise", inputs, show, OptimizerConfig.adam(0.01), new Seed(3))) {
                double total = 0;
                for (int i = 0; i < 8 / batch; i++) {
                    Tensor x = Tensor.allocate(ElementType.FLOAT32, batch, 1);
                    total += step.run(Map.of("x", x), 0.01).get("mean") * batch;
                }
                means[batch - 1] = total;
            }
        }
        assertThat(means[0]).isCloseTo(means[1], within(1e-5));
    }

    @Test
    void noiseInAnEvaluationComesFromThePosition() {
        Objective noisy = (scope, in) -> {
            Value x = in.get("x");
            Value noise = scope.noise("z", Noise.normal(), x.shape());
            Value w = scope.parameter("w", Init.constant(1), 2);
            return new Objective.Loss(Reductions.mean(Arithmetic.mul(Arithmetic.mul(noise, x), w)), Map.of());
        };
        List<InputSpec> open = List.of(InputSpec.floats("x", Shape.batch("N", 2)));
        Tensor x = batch(1, 6).get("x").reshape(9, 2);
        Map<String, Tensor> weights = Map.of("w", Tensor.ofFloats(new float[] {1, 1}, 2));
        Seed seed = new Seed(4);
        try (EvaluationStep step = EvaluationStep.compile(TinyVae.MODELS, "noisy", open, noisy)) {
            double whole =
                    step.run(Map.of("x", x), weights, new Position(seed, 0)).get("loss");
            double parts = 0;
            for (int i = 0; i < 9; i += 3) {
                parts += step.run(Map.of("x", x.rows(i, i + 3)), weights, new Position(seed, i))
                                .get("loss")
                        / 3;
            }
            assertThat(whole).isNotEqualTo(0).isCloseTo(parts, within(1e-6));
            assertThatThrownBy(() -> step.run(Map.of("x", x), weights))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("z");
        }
    }
}
