package dev.figment.train.gradient;

import static dev.figment.train.graph.Arithmetic.mul;

import dev.figment.api.ElementType;
import dev.figment.train.graph.Activations;
import dev.figment.train.graph.Arithmetic;
import dev.figment.train.graph.Comparisons;
import dev.figment.train.graph.Conversion;
import dev.figment.train.graph.Dim;
import dev.figment.train.graph.Layout;
import dev.figment.train.graph.Node;
import dev.figment.train.graph.Reductions;
import dev.figment.train.graph.Value;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rules of {@link Reductions}: the gradient is spread over what was reduced. */
final class ReductionRules {
    private ReductionRules() {}

    static List<@Nullable Value> sum(Node node, Value g) {
        return one(spread(node, g));
    }

    static List<@Nullable Value> mean(Node node, Value g) {
        long count = 1;
        for (long axis : Reductions.axes(node)) {
            Dim dim = node.input(0).shape().dim((int) axis);
            if (!(dim instanceof Dim.Fixed fixed)) {
                throw new GradientException(
                        "the mean over " + dim + " of " + node.input(0) + " has no gradient: the size has to be fixed");
            }
            count *= fixed.size();
        }
        return one(spread(node, mul(g, 1f / count)));
    }

    /** Of ReduceMax and ReduceMin: elements that are as large share the gradient. */
    static List<@Nullable Value> extreme(Node node, Value g) {
        Value chosen = Comparisons.equal(node.input(0), kept(node, node.output()));
        Value ones = Conversion.cast(chosen, ElementType.FLOAT32);
        Value count = Reductions.sum(ones, Reductions.axes(node), true);
        return one(mul(ones, Arithmetic.div(kept(node, g), count)));
    }

    /** y / x. */
    static List<@Nullable Value> product(Node node, Value g) {
        return one(Arithmetic.div(kept(node, mul(g, node.output())), node.input(0)));
    }

    static List<@Nullable Value> l1(Node node, Value g) {
        return one(mul(Activations.sign(node.input(0)), kept(node, g)));
    }

    /** x / y, and 0 where the norm is 0. */
    static List<@Nullable Value> l2(Node node, Value g) {
        Value y = node.output();
        Value isZero = Comparisons.equal(y, y.graph().scalar(0));
        Value divisor = Arithmetic.where(isZero, y.graph().scalar(1), y);
        return one(mul(node.input(0), kept(node, Arithmetic.div(g, divisor))));
    }

    static List<@Nullable Value> sumSquare(Node node, Value g) {
        return one(mul(node.input(0), kept(node, mul(g, 2))));
    }

    /** 1 / Σ x, which is exp(−y). */
    static List<@Nullable Value> logSum(Node node, Value g) {
        return one(spread(node, mul(g, Activations.exp(Activations.neg(node.output())))));
    }

    /** exp(x − y). */
    static List<@Nullable Value> logSumExp(Node node, Value g) {
        Value share = Activations.exp(Arithmetic.sub(node.input(0), kept(node, node.output())));
        return one(mul(share, kept(node, g)));
    }

    private static Value spread(Node node, Value g) {
        return Layout.expandLike(kept(node, g), node.input(0));
    }

    /** With the reduced axes as 1, so that it broadcasts to the input. */
    private static Value kept(Node node, Value reduced) {
        return Layout.reshape(reduced, Reductions.kept(node));
    }

    private static List<@Nullable Value> one(Value gradient) {
        return Collections.singletonList(gradient);
    }
}
