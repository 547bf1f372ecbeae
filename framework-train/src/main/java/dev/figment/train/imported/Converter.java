package dev.figment.train.imported;

import dev.figment.train.graph.Value;
import java.util.List;

/** Puts a node of a file into a graph, as operators that have gradients. */
@FunctionalInterface
interface Converter {
    /**
     * @return the node's outputs, from the first on; those at the end that nothing uses may be left out
     * @throws Unfit if the node stands in a form that has no counterpart
     */
    List<Value> convert(Call call);
}
