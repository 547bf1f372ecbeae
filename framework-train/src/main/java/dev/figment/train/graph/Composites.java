package dev.figment.train.graph;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Operators that stand for several of the ONNX standard. */
public final class Composites {
    private Composites() {}

    /** A graph of the standard's operators alone, with the same inputs and outputs: itself, where it is one. */
    public static Graph expanded(Graph graph) {
        if (graph.nodes().stream().noneMatch(node -> node.operator().expansion().isPresent())) {
            return graph;
        }
        Graph to = new Graph(graph.name());
        Map<Value, Value> copies = new HashMap<>();
        graph.inputs().forEach((name, input) -> copies.put(input, to.input(name, input.type(), input.shape())));
        for (Node node : graph.nodes()) {
            List<Value> operands = node.inputs().stream()
                    .map(input -> copies.computeIfAbsent(input, to::constantLike))
                    .toList();
            List<Value> outputs = expanded(node, operands, to);
            for (int i = 0; i < outputs.size(); i++) {
                copies.put(node.outputs().get(i), outputs.get(i));
            }
        }
        graph.outputs().forEach((name, output) -> to.output(name, copies.computeIfAbsent(output, to::constantLike)));
        return to;
    }

    /** What a node gives, of other operands in another graph. */
    public static List<Value> expanded(Node node, List<Value> operands, Graph to) {
        return node.operator()
                .expansion()
                .map(expansion -> List.of(to.within(node.path(), () -> expansion.expand(node, operands))))
                .orElseGet(() -> to.nodeLike(node, operands).outputs());
    }
}
