package dev.figment.testkit;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.figment.api.Device;
import dev.figment.api.Tensor;
import dev.figment.core.onnx.OnnxModels;
import dev.figment.train.graph.Activations;
import dev.figment.train.graph.Arithmetic;
import dev.figment.train.graph.Conversion;
import dev.figment.train.graph.Reductions;
import dev.figment.train.graph.Shape;
import dev.figment.train.graph.Value;
import dev.figment.train.nn.Linear;
import dev.figment.train.step.Objective;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class GradientCheckTest {
    private final GradientCheck check = GradientCheck.on(OnnxModels.on(Device.CPU));

    @Test
    void acceptsRightGradientsOfFirstAndSecondOrder() {
        assertThatCode(() -> {
                    check.first(in -> Arithmetic.mul(in.get(0), in.get(1)), Shape.of(2, 3), Shape.of(3));
                    check.second(in -> Arithmetic.mul(in.get(0), in.get(1)), Shape.of(2, 3), Shape.of(3));
                })
                .doesNotThrowAnyException();
    }

    /** Sign has the gradient 0 by definition, so that x + sign(x) is right only away from 0: a step of it is caught. */
    @Test
    void namesTheInputTheElementAndBothNumbersWhereAGradientIsWrong() {
        GradientCheck acrossSteps = check.between(0.99, 1.01);
        assertThatThrownBy(() -> acrossSteps.first(
                        in -> Arithmetic.add(
                                Arithmetic.mul(in.get(0), 0.1f),
                                Activations.sign(Arithmetic.add(in.get(0), STEP_AWAY))),
                        Shape.of(2)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("gradient of input 0")
                .hasMessageContaining("by differences");
    }

    @Test
    void acceptsTheRightGradientsOfAnObjective() {
        assertThatCode(() -> check.objective(objective(Activations::tanh), batch()))
                .doesNotThrowAnyException();
    }

    @Test
    void namesTheParameterWhoseGradientIsWrong() {
        // Half of what the loss depends on is hidden from the gradient.
        UnaryOperator<Value> halfStopped = y -> Arithmetic.add(y, Conversion.stopGradient(y));
        assertThatThrownBy(() -> check.objective(objective(halfStopped), batch()))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("gradient of input net.weight");
    }

    private static Objective objective(UnaryOperator<Value> last) {
        return (scope, in) -> {
            Value y = last.apply(scope.apply("net", new Linear(2), in.get("x")));
            return new Objective.Loss(Reductions.sum(Arithmetic.square(y)), Map.of());
        };
    }

    private static Map<String, Tensor> batch() {
        return Map.of("x", Tensor.ofFloats(new float[] {0.5f, -1, 2, 0.25f, 1, -0.5f}, 2, 3));
    }

    /** Puts the jump of Sign within the reach of the differences: the inputs lie near 0.96. */
    private static final float STEP_AWAY = -0.96f;
}
