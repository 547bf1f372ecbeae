package dev.figment.train.graph;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
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
import dev.figment.api.ElementType;
import dev.figment.api.Tensor;
import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/** Writes a graph as an ONNX file: only what its outputs need, with the shape of every output. */
public final class OnnxWriter {
    /** Operator set 20 is the first with Gelu. */
    public static final long OPSET = 20;

    static final int IR_VERSION = 9;

    /** Protocol buffers end at 2 GiB; this leaves room for everything but the tensors. */
    private static final long LARGEST = Integer.MAX_VALUE - (64L << 20);

    private OnnxWriter() {}

    /**
     * The file's bytes; equal graphs give equal bytes.
     *
     * @param metadata the file's own metadata: where it comes from
     * @throws FigmentException if it would be larger than 2 GiB, which the format does not allow
     */
    public static byte[] write(Graph graph, Map<String, String> metadata) {
        Map<String, Long> opsets = new TreeMap<>(Map.of("", OPSET));
        return file(proto(graph, opsets), opsets, metadata);
    }

    /** The graph alone; adds to the operator sets those that its nodes of other files need. */
    static GraphProto.Builder proto(Graph given, Map<String, Long> opsets) {
        Graph graph = Composites.expanded(given);
        Set<Value> needed = neededBy(graph);
        Map<Value, String> outputNames = new LinkedHashMap<>();
        GraphProto.Builder proto = GraphProto.newBuilder().setName(graph.name());
        graph.inputs().values().forEach(input -> proto.addInput(info(input.name(), input)));
        graph.outputs().forEach((name, value) -> {
            boolean computed = value.producer() != null && outputNames.putIfAbsent(value, name) == null;
            proto.addOutput(info(name, value));
            if (!computed) {
                String from = outputNames.getOrDefault(value, value.name());
                proto.addNode(NodeProto.newBuilder()
                        .setOpType(Activations.IDENTITY.name())
                        .setName(name + ".copy")
                        .addInput(from)
                        .addOutput(name));
            }
        });
        List<NodeProto> copies = List.copyOf(proto.getNodeList());
        proto.clearNode();
        for (Node node : graph.nodes()) {
            if (node.outputs().stream().anyMatch(needed::contains)) {
                proto.addAllNode(nodes(node, outputNames, needed));
                node.foreign()
                        .ifPresent(foreign -> foreign.opsets()
                                .forEach((domain, version) -> opsets.merge(domain, version, Math::max)));
            }
        }
        proto.addAllNode(copies);
        requireRoom(graph, needed);
        graph.initializers().forEach((name, tensor) -> {
            if (needed.stream()
                    .anyMatch(value -> value.producer() == null && value.name().equals(name))) {
                proto.addInitializer(tensor(name, tensor));
            }
        });
        return proto;
    }

    /** A graph as a file. */
    static byte[] file(GraphProto.Builder proto, Map<String, Long> opsets, Map<String, String> metadata) {
        ModelProto.Builder model = ModelProto.newBuilder()
                .setIrVersion(IR_VERSION)
                .setProducerName("figment")
                .setGraph(proto);
        opsets.forEach((domain, version) -> model.addOpsetImport(
                OperatorSetIdProto.newBuilder().setDomain(domain).setVersion(version)));
        new TreeMap<>(metadata)
                .forEach((key, value) -> model.addMetadataProps(
                        StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
        return model.build().toByteArray();
    }

    private static Set<Value> neededBy(Graph graph) {
        Set<Value> needed = new HashSet<>();
        Deque<Value> open = new ArrayDeque<>(graph.outputs().values());
        while (!open.isEmpty()) {
            Value value = open.pop();
            Node producer = value.producer();
            if (needed.add(value) && producer != null) {
                open.addAll(producer.inputs());
            }
        }
        return needed;
    }

    private static List<NodeProto> nodes(Node node, Map<Value, String> outputNames, Set<Value> needed) {
        return node.foreign()
                .map(foreign -> foreign(node, foreign, outputNames))
                .orElseGet(() -> List.of(node(node, outputNames, needed)));
    }

    /** The nodes of the other file, between this graph's values; names that only they know get the node's in front. */
    private static List<NodeProto> foreign(Node node, Foreign foreign, Map<Value, String> outputNames) {
        Map<String, String> names = new HashMap<>();
        for (int i = 0; i < foreign.inputs().size(); i++) {
            names.put(foreign.inputs().get(i), name(node.input(i), outputNames));
        }
        for (int i = 0; i < foreign.outputs().size(); i++) {
            names.put(foreign.outputs().get(i), name(node.outputs().get(i), outputNames));
        }
        Renaming renaming = new Renaming(name -> names.getOrDefault(name, node.name() + "/" + name));
        return foreign.nodes().stream().map(renaming::apply).toList();
    }

    private static String name(Value value, Map<Value, String> outputNames) {
        return outputNames.getOrDefault(value, value.name());
    }

    private static void requireRoom(Graph graph, Set<Value> needed) {
        long bytes = needed.stream()
                .filter(value -> value.producer() == null)
                .map(value -> graph.initializers().get(value.name()))
                .filter(Objects::nonNull)
                .mapToLong(tensor -> tensor.bytes().remaining())
                .sum();
        if (bytes > LARGEST) {
            throw FigmentException.user(
                    Problem.of(
                                    "model-too-large",
                                    graph.name(),
                                    "its constants take " + bytes + " bytes, and an ONNX file holds 2 GiB")
                            .fix(
                                    "use a smaller model, or train more of its weights: those are inputs of the step, no constants"));
        }
    }

    private static NodeProto node(Node node, Map<Value, String> outputNames, Set<Value> needed) {
        NodeProto.Builder proto =
                NodeProto.newBuilder().setOpType(node.operator().name()).setName(node.name());
        node.inputs().forEach(input -> proto.addInput(name(input, outputNames)));
        List<Value> outputs = node.outputs();
        int count = outputs.size();
        while (count > node.operator().requiredOutputs() && !needed.contains(outputs.get(count - 1))) {
            count--;
        }
        outputs.subList(0, count).forEach(output -> proto.addOutput(name(output, outputNames)));
        node.attributes().values().forEach((name, value) -> proto.addAttribute(attribute(name, value)));
        return proto.build();
    }

    private static AttributeProto attribute(String name, Object value) {
        AttributeProto.Builder proto = AttributeProto.newBuilder().setName(name);
        if (value instanceof Long number) {
            return proto.setType(AttributeType.INT).setI(number).build();
        }
        if (value instanceof Float number) {
            return proto.setType(AttributeType.FLOAT).setF(number).build();
        }
        if (value instanceof String text) {
            return proto.setType(AttributeType.STRING)
                    .setS(ByteString.copyFromUtf8(text))
                    .build();
        }
        if (value instanceof Tensor tensor) {
            return proto.setType(AttributeType.TENSOR).setT(tensor("", tensor)).build();
        }
        proto.setType(AttributeType.INTS);
        ((List<?>) value).forEach(number -> proto.addInts((Long) number));
        return proto.build();
    }

    static TensorProto tensor(String name, Tensor tensor) {
        TensorProto.Builder proto = TensorProto.newBuilder()
                .setName(name)
                .setDataType(Conversion.number(tensor.type()))
                .setRawData(ByteString.copyFrom(tensor.bytes()));
        for (long size : tensor.shape()) {
            proto.addDims(size);
        }
        return proto.build();
    }

    static ValueInfoProto info(String name, Value value) {
        return info(name, value.type(), value.shape());
    }

    static ValueInfoProto info(String name, ElementType type, Shape dims) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        for (Dim dim : dims.dims()) {
            var proto = TensorShapeProto.Dimension.newBuilder();
            shape.addDim(
                    dim instanceof Dim.Fixed fixed
                            ? proto.setDimValue(fixed.size())
                            : proto.setDimParam(dim.toString()));
        }
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder()
                                .setElemType(Conversion.number(type))
                                .setShape(shape)))
                .build();
    }
}
