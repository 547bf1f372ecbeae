package dev.figment.train.imported;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Brings a file's graph into the form in which it is worked with, which computes the same: functions inlined, each node
 * with a name of its own, and the tensors of {@code Constant} nodes as initializers, since some exporters keep weights there.
 */
final class Preparation {
    private Preparation() {}

    static ModelProto apply(ModelProto file, String where) {
        ModelProto model = FunctionInlining.apply(file, where);
        GraphProto.Builder graph = model.getGraph().toBuilder().clearNode();
        Set<String> names = new HashSet<>();
        int index = 0;
        for (NodeProto node : model.getGraph().getNodeList()) {
            Optional<TensorProto> constant = constant(node);
            if (constant.isPresent()) {
                graph.addInitializer(constant.get());
                continue;
            }
            String name = node.getName().isEmpty() ? node.getOpType() + "_" + index : node.getName();
            while (!names.add(name)) {
                name = name + "_" + index;
            }
            graph.addNode(node.toBuilder().setName(name));
            index++;
        }
        ModelProto.Builder prepared = model.toBuilder().setGraph(graph);
        if (model.getIrVersion() < 4) {
            prepared.setIrVersion(4); // Before, every initializer had to be an input, too.
        }
        return prepared.build();
    }

    private static Optional<TensorProto> constant(NodeProto node) {
        if (!node.getOpType().equals("Constant") || !NormalForm.isStandard(node.getDomain())) {
            return Optional.empty();
        }
        return node.getAttributeList().stream()
                .filter(attribute -> attribute.getName().equals("value"))
                .map(AttributeProto::getT)
                .map(tensor -> tensor.toBuilder().setName(node.getOutput(0)).build())
                .findFirst();
    }
}
