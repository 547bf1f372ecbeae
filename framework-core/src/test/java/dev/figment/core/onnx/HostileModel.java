package dev.figment.core.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.function.UnaryOperator;

/** ONNX files of a few nodes with weights: y [n, 2] = relu(x [n, 2] · w [2, 2] + b [2]). */
final class HostileModel {
    private HostileModel() {}

    /** The model as it should be. */
    static byte[] good() {
        return withWeights(weights()).toByteArray();
    }

    /** The tensor w as it should be. */
    static TensorProto weights() {
        return TensorProto.newBuilder()
                .setName("w")
                .setDataType(TensorProto.DataType.FLOAT_VALUE)
                .addDims(2)
                .addDims(2)
                .setRawData(ByteString.copyFrom(new byte[16]))
                .build();
    }

    /** The tensor w, whose bytes are said to lie elsewhere: pairs of a key and its value. */
    static TensorProto elsewhere(String... place) {
        TensorProto.Builder tensor =
                weights().toBuilder().clearRawData().setDataLocation(TensorProto.DataLocation.EXTERNAL);
        for (int i = 0; i < place.length; i += 2) {
            tensor.addExternalData(
                    StringStringEntryProto.newBuilder().setKey(place[i]).setValue(place[i + 1]));
        }
        return tensor.build();
    }

    /** The model with another w. */
    static ModelProto withWeights(TensorProto weights) {
        return ModelProto.newBuilder()
                .setIrVersion(8)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(17))
                .setGraph(GraphProto.newBuilder()
                        .setName("small")
                        .addInput(value("x"))
                        .addOutput(value("y"))
                        .addInitializer(weights)
                        .addInitializer(TensorProto.newBuilder()
                                .setName("b")
                                .setDataType(TensorProto.DataType.FLOAT_VALUE)
                                .addDims(2)
                                .addAllFloatData(List.of(1f, 2f)))
                        .addNode(node("MatMul", "h", "x", "w"))
                        .addNode(node("Add", "i", "h", "b"))
                        .addNode(node("Relu", "y", "i")))
                .build();
    }

    /** The model with a node that holds a tensor in an attribute. */
    static ModelProto withAttribute(UnaryOperator<AttributeProto.Builder> attribute) {
        ModelProto model = withWeights(weights());
        NodeProto node = node("Constant", "c").toBuilder()
                .addAttribute(attribute.apply(AttributeProto.newBuilder().setName("value")))
                .build();
        return model.toBuilder()
                .setGraph(model.getGraph().toBuilder().addNode(node))
                .build();
    }

    /** A model whose graph has a node whose attribute has a graph, and so on. */
    static byte[] nested(int depth) {
        byte[] graph = GraphProto.newBuilder().setName("g").build().toByteArray();
        for (int i = 0; i < depth; i++) {
            graph = field(1, field(5, field(6, graph)));
        }
        return field(7, graph);
    }

    /** A message with one field, which holds these bytes. */
    static byte[] field(int number, byte[] content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            CodedOutputStream out = CodedOutputStream.newInstance(bytes);
            out.writeByteArray(number, content);
            out.flush();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return bytes.toByteArray();
    }

    private static NodeProto node(String operator, String output, String... inputs) {
        return NodeProto.newBuilder()
                .setOpType(operator)
                .addAllInput(List.of(inputs))
                .addOutput(output)
                .build();
    }

    private static ValueInfoProto value(String name) {
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder()
                                .setElemType(TensorProto.DataType.FLOAT_VALUE)
                                .setShape(TensorShapeProto.newBuilder()
                                        .addDim(TensorShapeProto.Dimension.newBuilder()
                                                .setDimParam("n"))
                                        .addDim(TensorShapeProto.Dimension.newBuilder()
                                                .setDimValue(2)))))
                .build();
    }
}
