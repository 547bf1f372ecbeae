package dev.figment.core.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;

/** ONNX files of one node, for tests. */
final class TinyOnnx {
    private TinyOnnx() {}

    /** y [rows, 3] = x [rows, 3] + x. */
    static byte[] doubling() {
        return model("Add", value("x", "rows", 3), value("y", "rows", 3), "x", "x");
    }

    /** y [found, 2] = the places where x [rows, 3] is not zero, transposed: its size is known only after the run. */
    static byte[] nonZero() {
        ValueInfoProto y = ValueInfoProto.newBuilder()
                .setName("y")
                .setType(tensor(
                        TensorProto.DataType.INT64,
                        Dimension.newBuilder().setDimValue(2),
                        Dimension.newBuilder().setDimParam("found")))
                .build();
        return model("NonZero", value("x", "rows", 3), y, "x");
    }

    private static byte[] model(String operator, ValueInfoProto input, ValueInfoProto output, String... inputs) {
        NodeProto node = NodeProto.newBuilder()
                .setOpType(operator)
                .addAllInput(java.util.List.of(inputs))
                .addOutput(output.getName())
                .build();
        return ModelProto.newBuilder()
                .setIrVersion(8)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(17))
                .addMetadataProps(
                        StringStringEntryProto.newBuilder().setKey("made-by").setValue("test"))
                .setGraph(GraphProto.newBuilder()
                        .setName("tiny")
                        .addInput(input)
                        .addOutput(output)
                        .addNode(node))
                .build()
                .toByteArray();
    }

    private static ValueInfoProto value(String name, String rows, long columns) {
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(tensor(
                        TensorProto.DataType.FLOAT,
                        Dimension.newBuilder().setDimParam(rows),
                        Dimension.newBuilder().setDimValue(columns)))
                .build();
    }

    private static TypeProto tensor(TensorProto.DataType type, Dimension.Builder... dims) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        for (Dimension.Builder dim : dims) {
            shape.addDim(dim);
        }
        return TypeProto.newBuilder()
                .setTensorType(TypeProto.Tensor.newBuilder()
                        .setElemType(type.getNumber())
                        .setShape(shape))
                .build();
    }
}
