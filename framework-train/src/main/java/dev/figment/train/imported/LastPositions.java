package dev.figment.train.imported;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lets a decoder compute the logits of some of the last positions alone: what is multiplied by the output layer's weight is cut
 * before.
 */
final class LastPositions {
    /** INT64 [1]: of how many positions logits are wanted; 0 for all. */
    static final String KEEP = "num_logits_to_keep";

    private static final String CUT = "figment.last_hidden";

    /** What may be done to logits, position by position. */
    private static final Set<String> AFTER = Set.of("Cast", "Identity", "Add", "Mul", "Div", "Tanh");

    private static final Set<String> PRODUCTS = Set.of("MatMul", "MatMulNBits");

    private LastPositions() {}

    /** The graph with that input; as it is, if it has one, or if its last product is not of a known form. */
    static GraphProto apply(GraphProto graph) {
        NodeProto product = lastProduct(new Dataflow(graph));
        boolean known =
                graph.getInputList().stream().anyMatch(input -> input.getName().equals(KEEP));
        if (product == null || known) {
            return graph;
        }
        ValueInfoProto keep = ValueInfoProto.newBuilder()
                .setName(KEEP)
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder()
                                .setElemType(DataType.INT64_VALUE)
                                .setShape(TensorShapeProto.newBuilder()
                                        .addDim(TensorShapeProto.Dimension.newBuilder()
                                                .setDimValue(1)))))
                .build();
        GraphProto.Builder cut = graph.toBuilder()
                .clearNode()
                .addInput(keep)
                .addInitializer(Nodes.integers(CUT + ".end", Long.MAX_VALUE))
                .addInitializer(Nodes.integers(CUT + ".axis", 1));
        for (NodeProto node : graph.getNodeList()) {
            if (node.getName().equals(product.getName())) {
                cut.addNode(Nodes.of("Neg", List.of(KEEP), CUT + ".start"));
                List<String> slice = List.of(node.getInput(0), CUT + ".start", CUT + ".end", CUT + ".axis");
                cut.addNode(Nodes.of("Slice", slice, CUT));
                cut.addNode(node.toBuilder().setInput(0, CUT));
            } else {
                cut.addNode(node);
            }
        }
        return cut.build();
    }

    /** The product that logits come from by operations on each number alone; of [samples, time, width] and a weight. */
    private static @Nullable NodeProto lastProduct(Dataflow flow) {
        NodeProto node = flow.producer("logits");
        while (node != null && AFTER.contains(node.getOpType())) {
            boolean first = node.getInputCount() < 2 || flow.isFixed(node.getInput(1));
            boolean alone = first || flow.isFixed(node.getInput(0));
            node = alone ? flow.producer(node.getInput(first ? 0 : 1)) : null;
        }
        return node != null && PRODUCTS.contains(node.getOpType()) && flow.isFixed(node.getInput(1)) ? node : null;
    }
}
