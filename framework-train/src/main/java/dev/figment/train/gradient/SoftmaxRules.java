package dev.figment.train.gradient;

import static dev.figment.train.graph.Arithmetic.mul;
import static dev.figment.train.graph.Arithmetic.sub;

import dev.figment.train.graph.Activations;
import dev.figment.train.graph.Node;
import dev.figment.train.graph.Reductions;
import dev.figment.train.graph.Softmaxes;
import dev.figment.train.graph.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rules of {@link Softmaxes}. */
final class SoftmaxRules {
    private SoftmaxRules() {}

    /** y ⊙ (g − Σ g ⊙ y). */
    static List<@Nullable Value> softmax(Node node, Value g) {
        Value y = node.output();
        return List.of(mul(y, sub(g, sum(node, mul(g, y)))));
    }

    /** g − exp(y) · Σ g. */
    static List<@Nullable Value> logSoftmax(Node node, Value g) {
        return List.of(sub(g, mul(Activations.exp(node.output()), sum(node, g))));
    }

    private static Value sum(Node node, Value x) {
        return Reductions.sum(x, List.of(node.attributes().integer("axis", -1)), true);
    }
}
