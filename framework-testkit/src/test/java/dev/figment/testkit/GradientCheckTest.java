package dev.figment.testkit;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.figment.api.Device;
import dev.figment.core.onnx.OnnxModels;
import dev.figment.train.graph.Activations;
import dev.figment.train.graph.Arithmetic;
import dev.figment.train.graph.Shape;
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

    /** Puts the jump of Sign within the reach of the differences: the inputs lie near 0.96. */
    private static final float STEP_AWAY = -0.96f;
}
