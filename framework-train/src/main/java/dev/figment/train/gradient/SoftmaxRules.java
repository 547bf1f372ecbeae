package dev.figment.train.gradient;

import static dev.figment.train.graph.Arithmetic.mul;
import static dev.figment.train.graph.Arithmetic.sub;

import dev.figment.train.graph.Activations;
import dev.figment.train.graph.MatrixProducts;
import dev.figment.train.graph.Node;
import dev.figment.train.graph.Reductions;
import dev.figment.train.graph.Scattering;
import dev.figment.train.graph.Softmaxes;
import dev.figment.train.graph.Value;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Rules of {@link Softmaxes}. */
final class SoftmaxRules {
    private SoftmaxRules() {}

    /** y ⊙ (g − Σ g ⊙ y). */
    static List<@Nullable Value> softmax(Node node, Value g) {
        Value y = node.output();
        Value inner = attentionSum(node, g).orElseGet(() -> sum(node, mul(g, y)));
        return List.of(mul(y, sub(g, inner)));
    }

    /**
     * Σ g ⊙ y where y is multiplied by a matrix V alone, as in attention: then g = dO Vᵀ, O = y V, and the sum over a row
     * is that of dO ⊙ O, which is much smaller (Dao et al. 2022, appendix B.2, eq. 4).
     */
    private static Optional<Value> attentionSum(Node node, Value g) {
        Node back = g.producer();
        int last = node.output().shape().rank() - 1;
        if (back == null
                || back.operator() != MatrixProducts.MAT_MUL
                || node.output().shape().axis(node.attributes().integer("axis", -1)) != last) {
            return Optional.empty();
        }
        for (Node forward : g.graph().nodes()) {
            if (forward.operator() == MatrixProducts.MAT_MUL
                    && forward.input(0) == node.output()
                    && forward.output().shape().equals(back.input(0).shape())
                    && MatrixProducts.areTransposed(forward.input(1), back.input(1))) {
                return Optional.of(sum(node, mul(back.input(0), forward.output())));
            }
        }
        return Optional.empty();
    }

    /**
     * g − exp(y) · Σ g. Where g comes from gathering the likelihoods of targets, it is zero elsewhere, and is added to the
     * rest place by place.
     */
    static List<@Nullable Value> logSoftmax(Node node, Value g) {
        Value y = node.output();
        int axis = y.shape().axis(node.attributes().integer("axis", -1));
        Optional<Node> sparse = Sparse.scattered(g).filter(scatter -> isAlong(scatter, axis));
        if (sparse.isPresent()) {
            Value total = sum(node, sparse.get().input(2));
            return List.of(Sparse.onto(mul(Activations.exp(y), Activations.neg(total)), sparse.get()));
        }
        return List.of(sub(g, mul(Activations.exp(y), sum(node, g))));
    }

    /** Whether updates stand at places along this axis, and at every place of the others. */
    private static boolean isAlong(Node scatter, int axis) {
        Value data = scatter.input(0);
        Value updates = scatter.input(2);
        return scatter.operator() == Scattering.SCATTER_ELEMENTS
                && scatter.attributes().integer("axis", 0) == axis
                && updates.shape().rank() == data.shape().rank()
                && updates.shape().with(axis, data.shape().dim(axis)).equals(data.shape());
    }

    private static Value sum(Node node, Value x) {
        return Reductions.sum(x, List.of(node.attributes().integer("axis", -1)), true);
    }
}
