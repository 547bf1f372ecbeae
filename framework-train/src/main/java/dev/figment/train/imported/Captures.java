package dev.figment.train.imported;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Which values nodes use: their inputs, and what their subgraphs take from outside. */
final class Captures {
    private Captures() {}

    /** All values that a node uses, in order, without those that are omitted. */
    static Set<String> uses(NodeProto node) {
        Set<String> uses = new LinkedHashSet<>(node.getInputList());
        uses.remove("");
        uses.addAll(of(node));
        return uses;
    }

    /** What a node's subgraphs take from outside. */
    static Set<String> of(NodeProto node) {
        Set<String> captures = new LinkedHashSet<>();
        graphs(node).forEach(graph -> captures.addAll(of(graph)));
        return captures;
    }

    static List<GraphProto> graphs(NodeProto node) {
        List<GraphProto> graphs = new ArrayList<>();
        for (AttributeProto attribute : node.getAttributeList()) {
            if (attribute.hasG()) {
                graphs.add(attribute.getG());
            }
            graphs.addAll(attribute.getGraphsList());
        }
        return graphs;
    }

    /** The values that a graph takes from outside of it. */
    static Set<String> of(GraphProto graph) {
        Set<String> inside = defined(graph);
        Set<String> captures = new LinkedHashSet<>();
        graph.getNodeList().forEach(node -> captures.addAll(uses(node)));
        graph.getOutputList().forEach(output -> captures.add(output.getName()));
        captures.removeAll(inside);
        return captures;
    }

    private static Set<String> defined(GraphProto graph) {
        Set<String> inside = new HashSet<>();
        graph.getInputList().forEach(info -> inside.add(info.getName()));
        graph.getInitializerList().forEach(tensor -> inside.add(tensor.getName()));
        graph.getSparseInitializerList()
                .forEach(tensor -> inside.add(tensor.getValues().getName()));
        graph.getNodeList().forEach(node -> inside.addAll(node.getOutputList()));
        return inside;
    }
}
