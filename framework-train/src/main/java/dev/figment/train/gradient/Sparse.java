package dev.figment.train.gradient;

import dev.figment.train.graph.Arithmetic;
import dev.figment.train.graph.Layout;
import dev.figment.train.graph.Node;
import dev.figment.train.graph.Scattering;
import dev.figment.train.graph.Value;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Gradients that are zero but at a few places, which a gather leaves behind: updates added to zeros. Added to another
 * gradient they need no pass over all elements, since the updates can be added to that one instead of the zeros.
 */
final class Sparse {
    private Sparse() {}

    static Value zerosLike(Value x) {
        return Layout.expandLike(x.graph().scalar(0), x);
    }

    /** The sum of two gradients. */
    static Value add(Value a, Value b) {
        return scattered(b)
                .map(node -> onto(a, node))
                .or(() -> scattered(a).map(node -> onto(b, node)))
                .orElseGet(() -> Arithmetic.add(a, b));
    }

    /** The node that adds updates to zeros, if a gradient is made by one. */
    static Optional<Node> scattered(Value gradient) {
        Node node = gradient.producer();
        if (node == null) {
            return Optional.empty();
        }
        boolean sparse = (node.operator() == Scattering.SCATTER_ELEMENTS || node.operator() == Scattering.SCATTER_ND)
                && node.attributes().string("reduction", "none").equals("add")
                && isZeros(node.input(0).producer());
        return sparse ? Optional.of(node) : Optional.empty();
    }

    private static boolean isZeros(@Nullable Node node) {
        return node != null
                && node.operator() == Layout.EXPAND
                && node.input(0) == node.output().graph().scalar(0);
    }

    /** The same updates added to something else. */
    static Value onto(Value dense, Node scatter) {
        return dense.graph()
                .apply(scatter.operator(), scatter.attributes(), List.of(dense, scatter.input(1), scatter.input(2)));
    }
}
