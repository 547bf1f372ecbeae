package dev.figment.train.graph;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.List;
import java.util.function.UnaryOperator;

/** Gives the values of nodes other names, those in their subgraphs too. An empty name, which omits a value, stays empty. */
public final class Renaming {
    private final UnaryOperator<String> names;

    /** @param names from each name to the new one; it is not asked for the empty name */
    public Renaming(UnaryOperator<String> names) {
        this.names = name -> name.isEmpty() ? "" : names.apply(name);
    }

    public NodeProto apply(NodeProto node) {
        NodeProto.Builder renamed = node.toBuilder().clearInput().clearOutput().clearAttribute();
        renamed.setName(names.apply(node.getName()));
        node.getInputList().forEach(input -> renamed.addInput(names.apply(input)));
        node.getOutputList().forEach(output -> renamed.addOutput(names.apply(output)));
        node.getAttributeList().forEach(attribute -> renamed.addAttribute(apply(attribute)));
        return renamed.build();
    }

    private AttributeProto apply(AttributeProto attribute) {
        if (!attribute.hasG() && attribute.getGraphsCount() == 0) {
            return attribute;
        }
        AttributeProto.Builder renamed = attribute.toBuilder().clearGraphs();
        if (attribute.hasG()) {
            renamed.setG(apply(attribute.getG()));
        }
        List<GraphProto> graphs =
                attribute.getGraphsList().stream().map(this::apply).toList();
        return renamed.addAllGraphs(graphs).build();
    }

    /** What is known of the types inside goes: the runtime infers it again. */
    private GraphProto apply(GraphProto graph) {
        GraphProto.Builder renamed =
                graph.toBuilder().clearNode().clearValueInfo().clearQuantizationAnnotation();
        graph.getNodeList().forEach(node -> renamed.addNode(apply(node)));
        renamed.getInputBuilderList().forEach(info -> info.setName(names.apply(info.getName())));
        renamed.getOutputBuilderList().forEach(info -> info.setName(names.apply(info.getName())));
        renamed.getInitializerBuilderList().forEach(tensor -> tensor.setName(names.apply(tensor.getName())));
        renamed.getSparseInitializerBuilderList()
                .forEach(tensor -> tensor.getValuesBuilder()
                        .setName(names.apply(tensor.getValues().getName())));
        return renamed.build();
    }
}
