package dev.figment.train.imported;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import dev.figment.api.ElementType;
import dev.figment.api.Tensor;
import dev.figment.train.graph.Graph;
import dev.figment.train.graph.Shape;
import dev.figment.train.graph.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/** A node of the file with its inputs, as a {@link Converter} sees it. */
final class Call {
    private final NodeProto node;
    private final Assembly assembly;

    Call(NodeProto node, Assembly assembly) {
        this.node = node;
        this.assembly = assembly;
    }

    Graph graph() {
        return assembly.graph();
    }

    int inputs() {
        return node.getInputCount();
    }

    /** Names of the outputs that something uses or might use; empty where one is omitted. */
    List<String> outputs() {
        return node.getOutputList();
    }

    boolean has(int input) {
        return input < node.getInputCount() && !node.getInput(input).isEmpty();
    }

    /** An input in the graph. */
    Value value(int input) {
        if (!has(input)) {
            throw new Unfit("input " + input + " is omitted");
        }
        return assembly.value(node.getInput(input));
    }

    /** All inputs in the graph; only the last ones may be omitted. */
    List<Value> values() {
        int count = node.getInputCount();
        while (count > 0 && !has(count - 1)) {
            count--;
        }
        List<Value> values = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            values.add(value(i));
        }
        return values;
    }

    List<AttributeProto> attributes() {
        return node.getAttributeList();
    }

    Shape shape(int input) {
        return value(input).shape();
    }

    /** An input that is the same for every batch. */
    Tensor constant(int input) {
        if (has(input) && assembly.slot(node.getInput(input)) instanceof Slot.Known known) {
            return known.tensor();
        }
        throw new Unfit("input " + input + " is no constant");
    }

    /** The elements of a constant of integers. */
    List<Long> integers(int input) {
        return integers(constant(input));
    }

    static List<Long> integers(Tensor tensor) {
        if (tensor.type() == ElementType.INT64) {
            return LongStream.of(tensor.toLongArray()).boxed().toList();
        }
        if (tensor.type() != ElementType.INT32) {
            throw new Unfit(tensor + " holds no integers");
        }
        List<Long> integers = new ArrayList<>();
        for (int i = 0; i < tensor.count(); i++) {
            integers.add((long) tensor.ints().get(i));
        }
        return integers;
    }

    /** A constant's one number, whatever type it has. */
    float number(int input) {
        Tensor tensor = constant(input);
        if (tensor.count() != 1) {
            throw new Unfit(tensor + " is no single number");
        }
        return switch (tensor.type()) {
            case FLOAT32 -> tensor.floats().get(0);
            case FLOAT64 -> (float) tensor.bytes().getDouble(0);
            default -> integers(tensor).get(0);
        };
    }

    long integer(String attribute, long byDefault) {
        return attribute(attribute).map(AttributeProto::getI).orElse(byDefault);
    }

    float number(String attribute, float byDefault) {
        return attribute(attribute).map(AttributeProto::getF).orElse(byDefault);
    }

    String string(String attribute, String byDefault) {
        return attribute(attribute).map(found -> found.getS().toStringUtf8()).orElse(byDefault);
    }

    /** A list of integers; empty where there is none. */
    List<Long> integers(String attribute) {
        return attribute(attribute).map(AttributeProto::getIntsList).orElse(List.of());
    }

    boolean has(String attribute) {
        return attribute(attribute).isPresent();
    }

    /** The axis of an attribute, counted from 0. */
    int axis(String attribute, long byDefault, int rank) {
        return axis(integer(attribute, byDefault), rank);
    }

    /** An axis counted from 0. */
    static int axis(long axis, int rank) {
        long positive = axis < 0 ? axis + rank : axis;
        if (positive < 0 || positive >= rank) {
            throw new Unfit("axis " + axis + " of " + rank);
        }
        return (int) positive;
    }

    /** The product with a weight that this node is, if it is one. */
    Optional<Product> product() {
        return assembly.product(node.getName());
    }

    Substitution substitution() {
        return assembly.substitution();
    }

    private Optional<AttributeProto> attribute(String name) {
        return node.getAttributeList().stream()
                .filter(attribute -> attribute.getName().equals(name))
                .findFirst();
    }
}
