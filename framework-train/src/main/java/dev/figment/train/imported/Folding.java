package dev.figment.train.imported;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import dev.figment.api.Tensor;
import dev.figment.api.error.FigmentException;
import dev.figment.api.model.Model;
import dev.figment.api.model.Models;
import dev.figment.api.model.TensorSpec;
import dev.figment.train.graph.Conversion;
import dev.figment.train.graph.Operator;
import dev.figment.train.graph.Shape;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Asks the runtime what nodes compute from constants, and what types and shapes they give for types and shapes. */
final class Folding {
    private static final int IR_VERSION = 9;

    /** Operators that take a value of whatever type and give a tensor of numbers: they tell a type from a mistake. */
    private static final List<String> MEASURES = List.of("Shape", "SequenceLength", "OptionalHasElement");

    /** Operators that give as many elements as the data say. */
    private static final Set<String> CHOOSING = Set.of("Compress", "NonMaxSuppression", "NonZero", "Unique");

    private static final String MEASURE = "figment/measure";

    private final Models models;
    private final Map<String, Long> opsets;

    Folding(Models models, Map<String, Long> opsets) {
        this.models = models;
        this.opsets = opsets;
    }

    /**
     * What nodes compute.
     *
     * @param constants everything that they use
     * @throws FigmentException if the runtime cannot run them, or has no tensors of an output's type
     */
    Map<String, Tensor> run(List<NodeProto> nodes, Map<String, Tensor> constants, List<String> outputs) {
        try (Model model = compile(nodes, constants, Map.of(), outputs)) {
            return model.run(Map.of());
        }
    }

    /**
     * The type and the shape of an output; empty where its type is none of Figment's, or its shape depends on the data.
     *
     * @throws FigmentException if the runtime cannot run the nodes
     */
    Optional<Operator.Output> infer(
            List<NodeProto> nodes, Map<String, Tensor> constants, Map<String, Operator.Output> inputs, String output) {
        TensorSpec spec;
        try (Model model = compile(nodes, constants, inputs, List.of(output))) {
            spec = model.outputs().get(0);
        } catch (FigmentException e) {
            if (MEASURES.stream().anyMatch(measure -> runs(measured(nodes, output, measure), constants, inputs))) {
                return Optional.empty();
            }
            throw e;
        }
        if (spec.shape().stream().anyMatch(size -> size < 0)
                || (spec.shape().isEmpty() && !isScalar(nodes, constants, inputs, output))) {
            return probe(nodes, constants, inputs, output).map(shape -> new Operator.Output(spec.type(), shape));
        }
        Shape shape = Shape.of(spec.shape().stream().mapToLong(Long::longValue).toArray());
        return Optional.of(new Operator.Output(spec.type(), shape));
    }

    /**
     * The shape where the runtime cannot infer it, as it is with loops and sequences: what comes out for inputs of zeros, if
     * it is the same for ones, and no node is there to choose elements.
     */
    private Optional<Shape> probe(
            List<NodeProto> nodes, Map<String, Tensor> constants, Map<String, Operator.Output> inputs, String output) {
        if (nodes.stream().anyMatch(Folding::chooses)) {
            return Optional.empty();
        }
        try (Model model = compile(nodes, constants, inputs, List.of(output))) {
            Shape zeros = probe(model, inputs, 0);
            return zeros.equals(probe(model, inputs, 1)) ? Optional.of(zeros) : Optional.empty();
        } catch (FigmentException e) {
            return Optional.empty(); // Zeros or ones make no sense to the nodes.
        }
    }

    private static Shape probe(Model model, Map<String, Operator.Output> inputs, int value) {
        Map<String, Tensor> tensors = new HashMap<>();
        inputs.forEach((name, type) -> tensors.put(name, filled(type, value)));
        return Shape.of(model.run(tensors).values().iterator().next().shape());
    }

    private static Tensor filled(Operator.Output type, int value) {
        Tensor tensor = Tensor.allocate(type.type(), type.shape().sizes());
        ByteBuffer bytes = tensor.bytes();
        while (bytes.hasRemaining()) {
            switch (type.type()) {
                case FLOAT32 -> bytes.putFloat(value);
                case FLOAT64 -> bytes.putDouble(value);
                case FLOAT16 -> bytes.putShort(Halves.toHalf(value));
                case INT64 -> bytes.putLong(value);
                case INT32 -> bytes.putInt(value);
                case UINT8, INT8, BOOL -> bytes.put((byte) value);
            }
        }
        return tensor;
    }

    private static boolean chooses(NodeProto node) {
        return CHOOSING.contains(node.getOpType())
                || Captures.graphs(node).stream()
                        .flatMap(graph -> graph.getNodeList().stream())
                        .anyMatch(Folding::chooses);
    }

    /** The runtime says of an unknown rank what it says of rank 0; but of the shape as a tensor it knows the size, or not. */
    private boolean isScalar(
            List<NodeProto> nodes, Map<String, Tensor> constants, Map<String, Operator.Output> inputs, String output) {
        try (Model model = compile(measured(nodes, output, "Shape"), constants, inputs, List.of(MEASURE))) {
            return model.outputs().get(0).shape().equals(List.of(0L));
        }
    }

    private boolean runs(List<NodeProto> nodes, Map<String, Tensor> constants, Map<String, Operator.Output> inputs) {
        try (Model model = compile(nodes, constants, inputs, List.of(MEASURE))) {
            return !model.outputs().isEmpty();
        } catch (FigmentException e) {
            return false;
        }
    }

    private static List<NodeProto> measured(List<NodeProto> nodes, String output, String operator) {
        List<NodeProto> extended = new ArrayList<>(nodes);
        extended.add(NodeProto.newBuilder()
                .setOpType(operator)
                .addInput(output)
                .addOutput(MEASURE)
                .build());
        return extended;
    }

    private Model compile(
            List<NodeProto> nodes,
            Map<String, Tensor> constants,
            Map<String, Operator.Output> inputs,
            List<String> outputs) {
        GraphProto.Builder graph = GraphProto.newBuilder().setName("nodes").addAllNode(nodes);
        constants.forEach((name, tensor) -> graph.addInitializer(TensorProtos.write(name, tensor)));
        inputs.forEach((name, type) -> graph.addInput(info(name, type)));
        outputs.forEach(name -> graph.addOutput(ValueInfoProto.newBuilder().setName(name)));
        ModelProto.Builder model =
                ModelProto.newBuilder().setIrVersion(IR_VERSION).setGraph(graph);
        opsets.forEach((domain, version) -> model.addOpsetImport(
                OperatorSetIdProto.newBuilder().setDomain(domain).setVersion(version)));
        return models.compile(
                model.build().toByteArray(), nodes.get(nodes.size() - 1).getName());
    }

    private static ValueInfoProto info(String name, Operator.Output type) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        for (long size : type.shape().sizes()) {
            shape.addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(size));
        }
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder()
                                .setElemType(Conversion.number(type.type()))
                                .setShape(shape)))
                .build();
    }
}
