package dev.figment.train.gradient;

import static dev.figment.train.graph.Arithmetic.add;
import static dev.figment.train.graph.Arithmetic.div;
import static dev.figment.train.graph.Arithmetic.greater;
import static dev.figment.train.graph.Arithmetic.mul;
import static dev.figment.train.graph.Arithmetic.square;
import static dev.figment.train.graph.Arithmetic.sub;
import static dev.figment.train.graph.Arithmetic.where;

import dev.figment.train.graph.Activations;
import dev.figment.train.graph.Conversion;
import dev.figment.train.graph.Node;
import dev.figment.train.graph.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rules of {@link Activations}. */
final class ActivationRules {
    private static final float SQRT_HALF = (float) Math.sqrt(0.5);
    private static final float TWO_OVER_SQRT_PI = (float) (2 / Math.sqrt(Math.PI));
    private static final float ONE_OVER_SQRT_TWO_PI = (float) (1 / Math.sqrt(2 * Math.PI));

    /** Of Hendrycks and Gimpel 2016. */
    private static final float CUBIC = 0.044715f;

    private static final float SQRT_TWO_OVER_PI = (float) Math.sqrt(2 / Math.PI);

    private ActivationRules() {}

    static List<@Nullable Value> neg(Node node, Value g) {
        return List.of(Activations.neg(g));
    }

    static List<@Nullable Value> abs(Node node, Value g) {
        return List.of(mul(g, Activations.sign(node.input(0))));
    }

    static List<@Nullable Value> exp(Node node, Value g) {
        return List.of(mul(g, node.output()));
    }

    static List<@Nullable Value> log(Node node, Value g) {
        return List.of(div(g, node.input(0)));
    }

    static List<@Nullable Value> sqrt(Node node, Value g) {
        return List.of(div(mul(g, 0.5f), node.output()));
    }

    /** −y². */
    static List<@Nullable Value> reciprocal(Node node, Value g) {
        return List.of(mul(g, Activations.neg(square(node.output()))));
    }

    static List<@Nullable Value> sin(Node node, Value g) {
        return List.of(mul(g, Activations.cos(node.input(0))));
    }

    static List<@Nullable Value> cos(Node node, Value g) {
        return List.of(mul(g, Activations.neg(Activations.sin(node.input(0)))));
    }

    /** 2/√π · exp(−x²). */
    static List<@Nullable Value> erf(Node node, Value g) {
        Value bell = Activations.exp(Activations.neg(square(node.input(0))));
        return List.of(mul(g, mul(bell, TWO_OVER_SQRT_PI)));
    }

    static List<@Nullable Value> relu(Node node, Value g) {
        return List.of(mul(g, isPositive(node.input(0))));
    }

    static List<@Nullable Value> leakyRelu(Node node, Value g) {
        float slope = node.attributes().number("alpha", 0.01f);
        return List.of(mul(g, add(mul(isPositive(node.input(0)), 1 - slope), slope)));
    }

    /** 1 or 0: a product with it took 0.6 of the time of ONNX Runtime's Where. */
    private static Value isPositive(Value x) {
        return Conversion.cast(greater(x, x.graph().scalar(0)), x.type());
    }

    /** y(1 − y). */
    static List<@Nullable Value> sigmoid(Node node, Value g) {
        Value y = node.output();
        return List.of(mul(g, mul(y, sub(g.graph().scalar(1), y))));
    }

    /** 1 − y². */
    static List<@Nullable Value> tanh(Node node, Value g) {
        return List.of(mul(g, sub(g.graph().scalar(1), square(node.output()))));
    }

    static List<@Nullable Value> softplus(Node node, Value g) {
        return List.of(mul(g, Activations.sigmoid(node.input(0))));
    }

    /** Φ(x) + x φ(x), with Φ through the error function. */
    static List<@Nullable Value> gelu(Node node, Value g) {
        Value x = node.input(0);
        if (node.attributes().string("approximate", "none").equals("tanh")) {
            return List.of(mul(g, geluByTanhSlope(x)));
        }
        Value cdf = mul(add(Activations.erf(mul(x, SQRT_HALF)), 1), 0.5f);
        Value density = mul(Activations.exp(mul(square(x), -0.5f)), ONE_OVER_SQRT_TWO_PI);
        return List.of(mul(g, add(cdf, mul(x, density))));
    }

    /** With u = √(2/π)(x + c x³) and t = tanh u: ½(1 + t) + ½ x (1 − t²) u′. */
    private static Value geluByTanhSlope(Value x) {
        Value squared = square(x);
        Value t = Activations.tanh(mul(mul(x, add(mul(squared, CUBIC), 1)), SQRT_TWO_OVER_PI));
        Value inner = mul(add(mul(squared, 3 * CUBIC), 1), SQRT_TWO_OVER_PI);
        Value second = mul(mul(x, inner), sub(x.graph().scalar(1), square(t)));
        return mul(add(add(t, 1), second), 0.5f);
    }

    /** 1 where x is positive, else exp(x), which is y + 1. */
    static List<@Nullable Value> elu(Node node, Value g) {
        Value positive = greater(node.input(0), g.graph().scalar(0));
        return List.of(where(positive, g, mul(g, add(node.output(), 1))));
    }

    static List<@Nullable Value> identity(Node node, Value g) {
        return List.of(g);
    }
}
