package dev.figment.train.imported;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TypeProto;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** Makes nodes compute in FLOAT32 what they compute in FLOAT16 or BFLOAT16 in the file. */
final class Widening {
    /** Attributes that name a data type. */
    private static final Set<String> TYPES = Set.of("to", "dtype");

    /** No tensor inside of a graph lies in another file. */
    private static final ExternalData NONE = new ExternalData(Path.of("."));

    private Widening() {}

    static List<NodeProto> apply(List<NodeProto> nodes) {
        return nodes.stream().map(Widening::apply).toList();
    }

    private static NodeProto apply(NodeProto node) {
        NodeProto.Builder wide = node.toBuilder();
        for (AttributeProto.Builder attribute : wide.getAttributeBuilderList()) {
            if (TYPES.contains(attribute.getName()) && TensorProtos.isHalf((int) attribute.getI())) {
                attribute.setI(DataType.FLOAT_VALUE);
            }
            if (attribute.hasT()) {
                attribute.setT(apply(attribute.getT()));
            }
            if (attribute.hasG()) {
                attribute.setG(apply(attribute.getG()));
            }
        }
        return wide.build();
    }

    private static GraphProto apply(GraphProto graph) {
        GraphProto.Builder wide = graph.toBuilder().clearNode().clearValueInfo();
        wide.addAllNode(apply(graph.getNodeList()));
        for (TensorProto.Builder tensor : wide.getInitializerBuilderList()) {
            TensorProto widened = apply(tensor.build());
            tensor.clear().mergeFrom(widened);
        }
        wide.getInputBuilderList().forEach(info -> apply(info.getTypeBuilder()));
        wide.getOutputBuilderList().forEach(info -> apply(info.getTypeBuilder()));
        return wide.build();
    }

    private static void apply(TypeProto.Builder type) {
        if (type.hasTensorType() && TensorProtos.isHalf(type.getTensorType().getElemType())) {
            type.getTensorTypeBuilder().setElemType(DataType.FLOAT_VALUE);
        }
    }

    private static TensorProto apply(TensorProto tensor) {
        return TensorProtos.isHalf(tensor.getDataType())
                ? TensorProtos.write(tensor.getName(), TensorProtos.read(tensor, NONE))
                : tensor;
    }
}
