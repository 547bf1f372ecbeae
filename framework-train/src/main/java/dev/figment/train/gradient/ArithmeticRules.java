package dev.figment.train.gradient;

import static dev.figment.train.graph.Broadcasting.sumTo;

import dev.figment.api.ElementType;
import dev.figment.api.Tensor;
import dev.figment.train.graph.Activations;
import dev.figment.train.graph.Arithmetic;
import dev.figment.train.graph.Comparisons;
import dev.figment.train.graph.Node;
import dev.figment.train.graph.Value;
import java.util.ArrayList;
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

    /** To the base e·a^(e−1), to the exponent y·log a. */
    static List<@Nullable Value> pow(Node node, Value g) {
        Value a = node.input(0);
        Value exponent = node.input(1);
        Tensor constant = g.graph().initializers().get(exponent.name());
        if (constant != null && constant.count() == 1 && constant.type() == ElementType.FLOAT32) {
            float e = constant.floats().get(0);
            Value power = e == 2 ? a : Arithmetic.pow(a, e - 1);
            return Arrays.asList(sumTo(Arithmetic.mul(g, Arithmetic.mul(power, e)), a.shape()), null);
        }
        Value lower = Arithmetic.pow(a, Arithmetic.add(exponent, -1));
        Value toBase = Arithmetic.mul(g, Arithmetic.mul(exponent, lower));
        Value isZero = Comparisons.equal(a, g.graph().scalar(0));
        Value log = Arithmetic.where(isZero, g.graph().scalar(0), Activations.log(a));
        Value toExponent = Arithmetic.mul(g, Arithmetic.mul(node.output(), log));
        return List.of(sumTo(toBase, a.shape()), sumTo(toExponent, exponent.shape()));
    }

    /** a − y is a whole number of times b. */
    static List<@Nullable Value> mod(Node node, Value g) {
        Value b = node.input(1);
        Value times = Arithmetic.div(Arithmetic.sub(node.output(), node.input(0)), b);
        return List.of(sumTo(g, node.input(0).shape()), sumTo(Arithmetic.mul(g, times), b.shape()));
    }

    static List<@Nullable Value> sum(Node node, Value g) {
        return node.inputs().stream().map(input -> sumTo(g, input.shape())).toList();
    }

    /** Of Max and Min: where several are as large, the gradient goes to the last of them. */
    static List<@Nullable Value> extreme(Node node, Value g) {
        Value nothing = g.graph().scalar(0);
        List<@Nullable Value> gradients = new ArrayList<>();
        Value left = g;
        for (int i = node.inputs().size() - 1; i >= 0; i--) {
            Value input = node.input(i);
            Value chosen = Comparisons.equal(input, node.output());
            gradients.add(0, sumTo(i == 0 ? left : Arithmetic.where(chosen, left, nothing), input.shape()));
            left = Arithmetic.where(chosen, nothing, left);
        }
        return gradients;
    }

    /** Outside of the bounds the gradient goes to the bound. */
    static List<@Nullable Value> clip(Node node, Value g) {
        Value x = node.input(0);
        Value nothing = g.graph().scalar(0);
        Value left = g;
        List<@Nullable Value> gradients = new ArrayList<>();
        for (int i = 1; i < node.inputs().size(); i++) {
            Value bound = node.input(i);
            Value outside = i == 1 ? Comparisons.less(x, bound) : Arithmetic.greater(x, bound);
            gradients.add(sumTo(Arithmetic.where(outside, left, nothing), bound.shape()));
            left = Arithmetic.where(outside, nothing, left);
        }
        gradients.add(0, left);
        return gradients;
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
}
