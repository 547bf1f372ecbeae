package dev.figment.train.graph;

import static java.util.Objects.requireNonNull;

import dev.figment.api.Tensor;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Copies graphs into one in which nothing is computed twice (value numbering: Cocke and Schwartz 1970; Aho et al. 2007,
 * section 6.1.2): a node of the same operator, attributes and operands as one that was copied before is that one. This holds
 * for every operator, since none draws random numbers: noise is an input. Equal constants become one, and identities are
 * left out. Nodes of another file stay apart, since nothing is known of what they do.
 *
 * <p>ONNX Runtime 1.29 does so too, but takes equal constants for one only if they are small: behind an instance norm, which
 * has a constant as long as its samples have channels, it finds nothing.
 */
public final class ValueNumbering {
    private final Graph to;
    private final Map<List<Object>, Node> nodes = new HashMap<>();
    private final Map<List<Object>, Value> constants = new HashMap<>();

    /** @param to where the copies go */
    public ValueNumbering(Graph to) {
        this.to = to;
    }

    /**
     * Copies a graph, which stays as it is.
     *
     * @param inputs for each of its inputs, by name, the value of the other graph that takes its place
     * @return for each of its outputs, by name, the value of the other graph
     * @throws IllegalArgumentException if an input is missing, or is of another type or shape
     */
    public Map<String, Value> copy(Graph from, Map<String, Value> inputs) {
        Map<Value, Value> copies = new HashMap<>();
        from.inputs().forEach((name, value) -> copies.put(value, checked(value, inputs.get(name))));
        from.nodes().forEach(node -> copy(node, from, copies));
        Map<String, Value> outputs = new LinkedHashMap<>();
        from.outputs().forEach((name, value) -> outputs.put(name, copied(value, from, copies)));
        return outputs;
    }

    private static Value checked(Value input, @Nullable Value given) {
        if (given == null || given.type() != input.type() || !given.shape().equals(input.shape())) {
            throw new IllegalArgumentException("the input " + input + " cannot be " + given);
        }
        return given;
    }

    private void copy(Node node, Graph from, Map<Value, Value> copies) {
        List<Value> operands =
                node.inputs().stream().map(input -> copied(input, from, copies)).toList();
        if (node.operator().name().equals(Activations.IDENTITY.name())) {
            copies.put(node.output(), operands.get(0));
            return;
        }
        Node copy = node.foreign().isPresent()
                ? to.nodeLike(node, operands)
                : nodes.computeIfAbsent(
                        List.of(node.operator().name(), attributes(node), operands),
                        key -> to.nodeLike(node, operands));
        for (int i = 0; i < node.outputs().size(); i++) {
            copies.put(node.outputs().get(i), copy.outputs().get(i));
        }
    }

    private Value copied(Value value, Graph from, Map<Value, Value> copies) {
        Value copy = copies.get(value);
        if (copy != null) {
            return copy;
        }
        Tensor tensor = requireNonNull(from.initializers().get(value.name()), value.name());
        return constants.computeIfAbsent(content(tensor), key -> to.constant(value.name(), tensor));
    }

    private static Map<String, Object> attributes(Node node) {
        return node.attributes().values().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        entry -> entry.getValue() instanceof Tensor tensor ? content(tensor) : entry.getValue(),
                        (one, other) -> one,
                        TreeMap::new));
    }

    /** Equal for tensors that are equal in every bit. */
    private static List<Object> content(Tensor tensor) {
        List<Long> shape = Arrays.stream(tensor.shape()).boxed().toList();
        return List.of(tensor.type(), shape, tensor.bytes());
    }
}
