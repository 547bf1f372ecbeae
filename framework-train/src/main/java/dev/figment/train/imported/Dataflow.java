package dev.figment.train.imported;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which node of a graph gives a value, which ones use it, and which values no batch's content has a part in. */
final class Dataflow {
    private final Map<String, NodeProto> producers = new HashMap<>();
    private final Map<String, List<NodeProto>> consumers = new HashMap<>();
    private final Set<String> fixed = new HashSet<>();

    Dataflow(GraphProto graph) {
        graph.getInitializerList().forEach(tensor -> fixed.add(tensor.getName()));
        for (NodeProto node : graph.getNodeList()) {
            node.getOutputList().forEach(output -> producers.put(output, node));
            Set<String> uses = Captures.uses(node);
            uses.forEach(use ->
                    consumers.computeIfAbsent(use, name -> new ArrayList<>()).add(node));
            // Nodes of a file stand in an order in which they can run.
            if (node.getOpType().equals("Shape") || fixed.containsAll(uses)) {
                fixed.addAll(node.getOutputList());
            }
        }
    }

    @Nullable
    NodeProto producer(String value) {
        return producers.get(value);
    }

    List<NodeProto> consumers(String value) {
        return consumers.getOrDefault(value, List.of());
    }

    /** Whether it depends on weights and shapes alone. */
    boolean isFixed(String value) {
        return fixed.contains(value);
    }

    /** Whether it multiplies or divides two values. */
    static boolean isScaling(NodeProto node) {
        return node.getOpType().equals("Mul") || node.getOpType().equals("Div");
    }

    private boolean otherIsFixed(NodeProto node, String value) {
        return isFixed(node.getInput(isInput(node, 0, value) ? 1 : 0));
    }

    /** An input of a node by its place. */
    static boolean isInput(NodeProto node, int place, String value) {
        return node.getInputCount() > place && node.getInput(place).equals(value);
    }

    /**
     * A node, and the value by which it was reached.
     *
     * @param passed the nodes in between
     */
    record Reached(NodeProto node, String by, List<NodeProto> passed) {}

    /**
     * The first node of an operator that a value reaches through nodes of some others.
     *
     * @param through operators that may be passed, where they scale, by what no batch decides; their first output goes on
     * @param place which of that node's inputs it has to reach
     */
    Optional<Reached> reached(String from, Set<String> through, String operator, int place) {
        Deque<Reached> open = new ArrayDeque<>();
        Set<String> seen = new HashSet<>();
        open.add(new Reached(NodeProto.getDefaultInstance(), from, List.of()));
        while (!open.isEmpty()) {
            Reached at = open.remove();
            for (NodeProto node : consumers(at.by)) {
                if (node.getOpType().equals(operator) && isInput(node, place, at.by)) {
                    return Optional.of(new Reached(node, at.by, at.passed));
                }
                boolean passes = through.contains(node.getOpType()) && (!isScaling(node) || otherIsFixed(node, at.by));
                if (passes && seen.add(node.getOutput(0))) {
                    List<NodeProto> passed = new ArrayList<>(at.passed);
                    passed.add(node);
                    open.add(new Reached(node, node.getOutput(0), passed));
                }
            }
        }
        return Optional.empty();
    }
}
