package dev.figment.train.graph;

import java.util.List;

/** Operators that stand for several of the ONNX standard. */
public final class Composites {
    private Composites() {}

    /** A graph of the standard's operators alone, with the same inputs and outputs: itself, where it is one. */
    public static Graph expanded(Graph graph) {
        return graph.nodes().stream()
                        .noneMatch(node -> node.operator().expansion().isPresent())
                ? graph
                : GraphCopy.of(graph, Composites::expanded);
    }

    /** What a node gives, of other operands in another graph, named below that graph's path. */
    public static List<Value> expanded(Node node, List<Value> operands, Graph to) {
        return node.operator()
                .expansion()
                .map(expansion -> List.of(expansion.expand(node, operands)))
                .orElseGet(() -> to.nodeLike(node, operands).outputs());
    }
}
