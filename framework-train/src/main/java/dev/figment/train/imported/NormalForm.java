package dev.figment.train.imported;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.SparseTensorProto;
import dev.figment.train.graph.OnnxWriter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A model's nodes, in one form whatever operator set they were written with, in an order in which they can run.
 *
 * @param opsets the operator set of each domain in which they can be written
 */
record NormalForm(List<NodeProto> nodes, Map<String, Long> opsets) {
    private static final String STANDARD = "ai.onnx";

    static NormalForm of(ModelProto model) {
        long opset = opset(model);
        Map<String, Long> opsets = new HashMap<>();
        model.getOpsetImportList().forEach(entry -> opsets.put(entry.getDomain(), entry.getVersion()));
        opsets.remove(STANDARD);
        opsets.put("", Math.max(opset, OnnxWriter.OPSET));
        List<NodeProto> nodes = new ArrayList<>();
        model.getGraph().getSparseInitializerList().forEach(tensor -> nodes.add(dense(tensor)));
        nodes.addAll(Widening.apply(new Upgrade(opset).apply(model.getGraph().getNodeList())));
        return new NormalForm(nodes, opsets);
    }

    /** A node that gives a sparse initializer. */
    private static NodeProto dense(SparseTensorProto tensor) {
        String name = tensor.getValues().getName();
        return NodeProto.newBuilder()
                .setOpType("Constant")
                .setName(name)
                .addOutput(name)
                .addAttribute(AttributeProto.newBuilder()
                        .setName("sparse_value")
                        .setType(AttributeType.SPARSE_TENSOR)
                        .setSparseTensor(tensor))
                .build();
    }

    /** Whether a domain is that of the ONNX standard. */
    static boolean isStandard(String domain) {
        return domain.isEmpty() || domain.equals(STANDARD);
    }

    /** The version of the standard's operator set; 0 where a model names none. */
    static long opset(ModelProto model) {
        return model.getOpsetImportList().stream()
                .filter(entry -> isStandard(entry.getDomain()))
                .mapToLong(entry -> entry.getVersion())
                .max()
                .orElse(0);
    }

    /** The nodes that these values need, in order. */
    List<NodeProto> neededFor(Set<String> values) {
        return neededFor(nodes, values);
    }

    /** Of a graph's nodes those that its outputs need, in order. */
    static List<NodeProto> neededFor(GraphProto graph) {
        Set<String> outputs = new HashSet<>();
        graph.getOutputList().forEach(output -> outputs.add(output.getName()));
        return neededFor(graph.getNodeList(), outputs);
    }

    private static List<NodeProto> neededFor(List<NodeProto> nodes, Set<String> values) {
        Map<String, NodeProto> producers = new HashMap<>();
        nodes.forEach(node -> node.getOutputList().forEach(output -> producers.put(output, node)));
        Set<NodeProto> needed = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<String> open = new ArrayDeque<>(values);
        while (!open.isEmpty()) {
            NodeProto producer = producers.get(open.pop());
            if (producer != null && needed.add(producer)) {
                open.addAll(Captures.uses(producer));
            }
        }
        List<NodeProto> ordered = new ArrayList<>(nodes);
        ordered.removeIf(node -> !needed.contains(node));
        return ordered;
    }
}
