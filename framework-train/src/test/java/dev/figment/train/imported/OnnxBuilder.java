package dev.figment.train.imported;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** Writes ONNX models node by node, as exporters do, with nothing of Figment's own graphs. */
public final class OnnxBuilder {
    private final GraphProto.Builder graph = GraphProto.newBuilder().setName("exported");
    private final ModelProto.Builder model = ModelProto.newBuilder().setProducerName("exporter");
    private int count;

    public OnnxBuilder(long opset) {
        model.setIrVersion(8).addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(opset));
    }

    public OnnxBuilder domain(String domain, long version) {
        model.addOpsetImport(OperatorSetIdProto.newBuilder().setDomain(domain).setVersion(version));
        return this;
    }

    /** A dimension is a Long or a name. */
    public String input(String name, DataType type, Object... dims) {
        graph.addInput(info(name, type, dims));
        return name;
    }

    public void output(String name, DataType type, Object... dims) {
        graph.addOutput(info(name, type, dims));
    }

    static ValueInfoProto info(String name, DataType type, Object... dims) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        for (Object dim : dims) {
            var proto = TensorShapeProto.Dimension.newBuilder();
            shape.addDim(
                    dim instanceof Number size
                            ? proto.setDimValue(size.longValue())
                            : proto.setDimParam(dim.toString()));
        }
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder()
                                .setElemType(type.getNumber())
                                .setShape(shape)))
                .build();
    }

    public String floats(String name, float[] values, long... dims) {
        graph.addInitializer(floatTensor(name, DataType.FLOAT, values, dims));
        return name;
    }

    public String floats(String name, DataType type, float[] values, long... dims) {
        graph.addInitializer(floatTensor(name, type, values, dims));
        return name;
    }

    /** FLOAT, FLOAT16 or BFLOAT16. */
    static TensorProto floatTensor(String name, DataType type, float[] values, long... dims) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * 4).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            switch (type) {
                case FLOAT -> bytes.putFloat(value);
                case FLOAT16 -> bytes.putShort(Halves.toHalf(value));
                default -> bytes.putShort(Halves.toBrain(value));
            }
        }
        return tensor(name, type, bytes.flip(), dims);
    }

    static TensorProto tensor(String name, DataType type, ByteBuffer bytes, long... dims) {
        TensorProto.Builder tensor = TensorProto.newBuilder()
                .setName(name)
                .setDataType(type.getNumber())
                .setRawData(ByteString.copyFrom(bytes));
        for (long dim : dims) {
            tensor.addDims(dim);
        }
        return tensor.build();
    }

    public OnnxBuilder initializer(TensorProto tensor) {
        graph.addInitializer(tensor);
        return this;
    }

    public String longs(String name, long[] values, long... dims) {
        graph.addInitializer(longTensor(name, values, dims));
        return name;
    }

    static TensorProto longTensor(String name, long[] values, long... dims) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * 8).order(ByteOrder.LITTLE_ENDIAN);
        for (long value : values) {
            bytes.putLong(value);
        }
        return tensor(name, DataType.INT64, bytes.flip(), dims);
    }

    /** A node {@code Constant} of INT64: rank 1, or rank 0 for one value where {@code scalar}. */
    public String constant(boolean scalar, long... values) {
        TensorProto tensor = scalar ? longTensor("", values) : longTensor("", values, values.length);
        return node("Constant", List.of(), tensor("value", tensor));
    }

    public String constant(float value) {
        return node("Constant", List.of(), tensor("value", floatTensor("", DataType.FLOAT, new float[] {value})));
    }

    /** A node with one output, which it names. */
    public String node(String operator, List<String> inputs, AttributeProto... attributes) {
        String output = operator + "_out" + count++;
        node(operator, inputs, List.of(output), attributes);
        return output;
    }

    public void node(String operator, List<String> inputs, List<String> outputs, AttributeProto... attributes) {
        node("", operator, inputs, outputs, attributes);
    }

    public void node(
            String domain, String operator, List<String> inputs, List<String> outputs, AttributeProto... attributes) {
        graph.addNode(NodeProto.newBuilder()
                .setDomain(domain)
                .setOpType(operator)
                .setName("/" + outputs.get(0) + "/" + operator)
                .addAllInput(inputs)
                .addAllOutput(outputs)
                .addAllAttribute(List.of(attributes)));
    }

    static AttributeProto tensor(String name, TensorProto value) {
        return attribute(name, AttributeType.TENSOR).setT(value).build();
    }

    public static AttributeProto integer(String name, long value) {
        return attribute(name, AttributeType.INT).setI(value).build();
    }

    public static AttributeProto number(String name, float value) {
        return attribute(name, AttributeType.FLOAT).setF(value).build();
    }

    static AttributeProto string(String name, String value) {
        return attribute(name, AttributeType.STRING)
                .setS(ByteString.copyFromUtf8(value))
                .build();
    }

    static AttributeProto integers(String name, Long... values) {
        return attribute(name, AttributeType.INTS).addAllInts(List.of(values)).build();
    }

    static AttributeProto graph(String name, GraphProto value) {
        return attribute(name, AttributeType.GRAPH).setG(value).build();
    }

    private static AttributeProto.Builder attribute(String name, AttributeType type) {
        return AttributeProto.newBuilder().setName(name).setType(type);
    }

    /** The graph so far, as a subgraph. */
    GraphProto subgraph(String name) {
        return graph.clone().setName(name).build();
    }

    public ModelProto build() {
        return model.clone().setGraph(graph).build();
    }
}
