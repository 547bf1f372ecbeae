package dev.figment.train.imported;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import dev.figment.train.graph.Shape;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The weights of a graph, and which of them only set how an operator works. */
final class Weights {
    /** Inputs through which no gradient flows, by operator and position. */
    private static final Map<String, Set<Integer>> SETTINGS = Map.ofEntries(
            Map.entry("BatchNormalization", Set.of(3, 4)),
            Map.entry("Clip", Set.of(1, 2)),
            Map.entry("Dropout", Set.of(1, 2)),
            Map.entry("DequantizeLinear", Set.of(1, 2)),
            Map.entry("OneHot", Set.of(1, 2)),
            Map.entry("Pad", Set.of(1, 2)),
            Map.entry("Pow", Set.of(1)),
            Map.entry("QuantizeLinear", Set.of(1, 2)),
            Map.entry("Range", Set.of(0, 1, 2)),
            Map.entry("Resize", Set.of(1, 2, 3)),
            Map.entry("Upsample", Set.of(1)));

    private Weights() {}

    static Map<String, Weight> of(GraphProto graph) {
        Set<String> settings = new HashSet<>();
        Set<String> others = new HashSet<>();
        for (NodeProto node : graph.getNodeList()) {
            Set<Integer> positions = SETTINGS.getOrDefault(node.getOpType(), Set.of());
            for (int i = 0; i < node.getInputCount(); i++) {
                (positions.contains(i) ? settings : others).add(node.getInput(i));
            }
            others.addAll(Captures.of(node));
        }
        Map<String, Weight> weights = new LinkedHashMap<>();
        for (TensorProto tensor : graph.getInitializerList()) {
            String name = tensor.getName();
            boolean setting = settings.contains(name) && !others.contains(name);
            Shape shape = Shape.of(TensorProtos.shape(tensor));
            weights.put(name, new Weight(name, TensorProtos.name(tensor.getDataType()), shape, setting));
        }
        return weights;
    }
}
