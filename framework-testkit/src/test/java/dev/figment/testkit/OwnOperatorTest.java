package dev.figment.testkit;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.figment.api.Device;
import dev.figment.api.ElementType;
import dev.figment.core.onnx.OnnxModels;
import dev.figment.train.gradient.Gradient;
import dev.figment.train.gradient.GradientException;
import dev.figment.train.graph.Activations;
import dev.figment.train.graph.Arithmetic;
import dev.figment.train.graph.Attributes;
import dev.figment.train.graph.Graph;
import dev.figment.train.graph.Node;
import dev.figment.train.graph.Operator;
import dev.figment.train.graph.Reductions;
import dev.figment.train.graph.Shape;
import dev.figment.train.graph.Value;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** An operator of the standard that Figment does not have, as a plugin would bring it: x / (1 + |x|). */
class OwnOperatorTest {
    private static final OnnxModels MODELS = OnnxModels.on(Device.CPU);
    private static final Operator WITHOUT = new Operator(
            "Softsign",
            1,
            1,
            (inputs, attributes) -> List.of(
                    new Operator.Output(inputs.get(0).type(), inputs.get(0).shape())));
    private static final Operator SOFTSIGN = WITHOUT.withDerivative(
            (node, gradients) -> List.of(derivative(node, Objects.requireNonNull(gradients.get(0)))));

    @AfterAll
    static void close() {
        MODELS.close();
    }

    private static Value derivative(Node node, Value gradient) {
        Value size = Arithmetic.add(Activations.abs(node.input(0)), 1);
        return Arithmetic.div(gradient, Arithmetic.mul(size, size));
    }

    private static Value apply(Operator operator, Value x) {
        return x.graph().apply(operator, Attributes.NONE, List.of(x));
    }

    @Test
    void itsGradientAgreesWithDifferences() {
        assertThatCode(() -> GradientCheck.on(MODELS).first(in -> apply(SOFTSIGN, in.get(0)), Shape.of(3, 4)))
                .doesNotThrowAnyException();
    }

    @Test
    void itsGradientCanBeDifferentiatedAgain() {
        assertThatCode(() -> GradientCheck.on(MODELS)
                        .first(
                                in -> {
                                    Value sum = Reductions.sum(Arithmetic.mul(apply(SOFTSIGN, in.get(0)), in.get(1)));
                                    return Gradient.of(sum, List.of(in.get(0))).get(0);
                                },
                                Shape.of(3),
                                Shape.of(3)))
                .doesNotThrowAnyException();
    }

    @Test
    void withoutADerivativeItIsNamed() {
        Graph graph = new Graph("test");
        Value x = graph.input("x", ElementType.FLOAT32, Shape.of(3));
        Value loss = Reductions.sum(apply(WITHOUT, x));
        assertThatExceptionOfType(GradientException.class)
                .isThrownBy(() -> Gradient.of(loss, List.of(x)))
                .withMessageContaining("the operator Softsign has no gradient");
    }
}
