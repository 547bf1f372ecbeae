package dev.figment.train.gradient;

import dev.figment.train.graph.Node;
import dev.figment.train.graph.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The vector-Jacobian product of one operator: from the gradients of its outputs to those of its inputs. It is made of
 * operators that have rules themselves, so that a gradient can be differentiated again.
 */
@FunctionalInterface
interface Rule {
    /**
     * @param gradients of the node's outputs, in order, each of the output's shape; null where none arrives, but not
     *     for all of them
     * @return for each input its gradient, of the input's shape; null where no gradient flows to it. Inputs at the end
     *     without a gradient may be left out.
     */
    List<@Nullable Value> apply(Node node, List<@Nullable Value> gradients);

    /** The rule of an operator whose first output alone has a gradient. */
    @FunctionalInterface
    interface OfFirstOutput {
        /** As {@link Rule#apply}, with the gradient of the first output. */
        List<@Nullable Value> apply(Node node, Value gradient);
    }

    /** A rule that refuses gradients of other outputs than the first. */
    static Rule of(OfFirstOutput rule) {
        return (node, gradients) -> {
            for (int i = 1; i < gradients.size(); i++) {
                if (gradients.get(i) != null) {
                    throw new GradientException(
                            "output " + i + " of " + node + " has no gradient, the first alone has");
                }
            }
            Value first = gradients.get(0);
            return first == null ? List.of() : rule.apply(node, first);
        };
    }
}
