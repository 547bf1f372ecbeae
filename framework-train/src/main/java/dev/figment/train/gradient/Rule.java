package dev.figment.train.gradient;

import dev.figment.train.graph.Node;
import dev.figment.train.graph.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The vector-Jacobian product of one operator: from the gradient of its output to those of its inputs. It is made of
 * operators that have rules themselves, so that a gradient can be differentiated again.
 */
@FunctionalInterface
interface Rule {
    /**
     * @param gradient of the node's output, of its shape
     * @return for each input its gradient, of the input's shape; null where no gradient flows to it
     */
    List<@Nullable Value> apply(Node node, Value gradient);
}
