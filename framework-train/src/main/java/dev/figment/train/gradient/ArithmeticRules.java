package dev.figment.train.gradient;

import static dev.figment.train.graph.Broadcasting.sumTo;

import dev.figment.train.graph.Activations;
import dev.figment.train.graph.Arithmetic;
import dev.figment.train.graph.Node;
import dev.figment.train.graph.Value;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rules of {@link Arithmetic}; each gradient is summed back over the axes that were broadcast. */
final class ArithmeticRules {
    private ArithmeticRules() {}

    static List<@Nullable Value> add(Node node, Value g) {
        return List.of(sumTo(g, node.input(0).shape()), sumTo(g, node.input(1).shape()));
    }

    static List<@Nullable Value> sub(Node node, Value g) {
        return List.of(
                sumTo(g, node.input(0).shape()),
                Activations.neg(sumTo(g, node.input(1).shape())));
    }

    static List<@Nullable Value> mul(Node node, Value g) {
        Value a = node.input(0);
        Value b = node.input(1);
        return List.of(sumTo(Arithmetic.mul(g, b), a.shape()), sumTo(Arithmetic.mul(g, a), b.shape()));
    }

    /** d(a/b) = da/b − (a/b)·db/b. */
    static List<@Nullable Value> div(Node node, Value g) {
        Value a = node.input(0);
        Value b = node.input(1);
        Value overB = Arithmetic.div(g, b);
        Value toB = Activations.neg(Arithmetic.mul(overB, node.output()));
        return List.of(sumTo(overB, a.shape()), sumTo(toB, b.shape()));
    }

    /** The exponent is a constant. */
    static List<@Nullable Value> pow(Node node, Value g) {
        float exponent = constant(node.input(1));
        Value slope = Arithmetic.mul(Arithmetic.pow(node.input(0), exponent - 1), exponent);
        return Arrays.asList(Arithmetic.mul(g, slope), null);
    }

    /** Where both are equal, the gradient goes to the second. */
    static List<@Nullable Value> max(Node node, Value g) {
        return choose(node, g, Arithmetic.greater(node.input(0), node.input(1)));
    }

    /** Where both are equal, the gradient goes to the second. */
    static List<@Nullable Value> min(Node node, Value g) {
        return choose(node, g, Arithmetic.greater(node.input(1), node.input(0)));
    }

    static List<@Nullable Value> where(Node node, Value g) {
        Value condition = node.input(0);
        Value nothing = g.graph().scalar(0);
        return Arrays.asList(
                null,
                sumTo(Arithmetic.where(condition, g, nothing), node.input(1).shape()),
                sumTo(Arithmetic.where(condition, nothing, g), node.input(2).shape()));
    }

    /** Of an operator that is flat wherever it has a derivative. */
    static List<@Nullable Value> zero(Node node, Value g) {
        return Collections.nCopies(node.inputs().size(), null);
    }

    private static List<@Nullable Value> choose(Node node, Value g, Value first) {
        Value nothing = g.graph().scalar(0);
        return List.of(
                sumTo(Arithmetic.where(first, g, nothing), node.input(0).shape()),
                sumTo(Arithmetic.where(first, nothing, g), node.input(1).shape()));
    }

    private static float constant(Value value) {
        var tensor = value.graph().initializers().get(value.name());
        if (tensor == null || tensor.count() != 1) {
            throw new GradientException("Pow is differentiated for a constant exponent only, not for " + value);
        }
        return tensor.floats().get(0);
    }
}
