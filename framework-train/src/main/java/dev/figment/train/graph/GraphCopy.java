package dev.figment.train.graph;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Copies a graph node by node, some of them otherwise. */
public final class GraphCopy {
    private GraphCopy() {}

    /** Adds to a graph what takes the place of a node. */
    @FunctionalInterface
    public interface Rule {
        /**
         * The values that take the place of the node's outputs.
         *
         * @param operands of the new graph, in place of the node's
         */
        List<Value> apply(Node node, List<Value> operands, Graph to);
    }

    /** A graph of the same name, inputs and outputs; the one that is given stays as it is. */
    public static Graph of(Graph from, Rule rule) {
        Graph to = new Graph(from.name());
        Map<Value, Value> copies = new HashMap<>();
        from.inputs().forEach((name, input) -> copies.put(input, to.input(name, input.type(), input.shape())));
        for (Node node : from.nodes()) {
            List<Value> operands = node.inputs().stream()
                    .map(input -> copies.computeIfAbsent(input, to::constantLike))
                    .toList();
            List<Value> outputs = to.within(node.path(), () -> rule.apply(node, operands, to));
            for (int i = 0; i < outputs.size(); i++) {
                copies.put(node.outputs().get(i), outputs.get(i));
            }
        }
        from.outputs().forEach((name, output) -> to.output(name, copies.computeIfAbsent(output, to::constantLike)));
        return to;
    }
}
