package dev.figment.train.graph;

import dev.figment.api.ElementType;
import dev.figment.api.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A graph of ONNX operators that grows: inputs, initializers, nodes in the order in which they were added (which is an
 * order in which they can run), outputs. Not safe for use by several threads.
 */
public final class Graph {
    private final String name;
    private final Map<String, Value> inputs = new LinkedHashMap<>();
    private final Map<String, Value> outputs = new LinkedHashMap<>();
    private final Map<String, Tensor> initializers = new LinkedHashMap<>();
    private final Map<Float, Value> scalars = new HashMap<>();
    private final Map<List<Long>, Value> integers = new HashMap<>();
    private final Map<Tensor, Value> constants = new IdentityHashMap<>();
    private final Map<Object, Value> shared = new HashMap<>();
    private final List<Node> nodes = new ArrayList<>();
    private final Map<String, Integer> uses = new HashMap<>();
    private String path = "";

    public Graph(String name) {
        this.name = name;
    }

    public String name() {
        return name;
    }

    /** Adds an input. */
    public Value input(String inputName, ElementType type, Shape shape) {
        Value value = new Value(this, claim(inputName), type, shape, null);
        inputs.put(inputName, value);
        return value;
    }

    /** Adds a constant tensor under a name. */
    public Value initializer(String initializerName, Tensor tensor) {
        initializers.put(claim(initializerName), tensor);
        return new Value(this, initializerName, tensor.type(), Shape.of(tensor.shape()), null);
    }

    /** A FLOAT32 constant of rank 0; equal ones are shared. */
    public Value scalar(float number) {
        return scalars.computeIfAbsent(number, n -> initializer(unique("constant"), Tensor.scalar(n)));
    }

    /** An INT64 constant of rank 1; equal ones are shared. */
    public Value integers(List<Long> numbers) {
        return integers.computeIfAbsent(
                numbers,
                n -> initializer(
                        unique("integers"),
                        Tensor.ofLongs(n.stream().mapToLong(Long::longValue).toArray(), n.size())));
    }

    /** A constant named after this stem; the same tensor is one constant. */
    public Value constant(String stem, Tensor tensor) {
        return constants.computeIfAbsent(tensor, t -> initializer(unique(stem), t));
    }

    /** A value that several layers use: it is made when it is asked for first, and is the same for equal keys. */
    public Value once(Object key, Supplier<Value> code) {
        Value made = shared.get(key);
        if (made == null) {
            made = code.get();
            shared.put(key, made);
        }
        return made;
    }

    /** Names a value as an output of the graph; the value itself keeps its own name. */
    public void output(String outputName, Value value) {
        requireMine(value);
        if (outputs.putIfAbsent(outputName, value) != null || inputs.containsKey(outputName)) {
            throw new IllegalArgumentException("the graph has two values named " + outputName);
        }
    }

    /**
     * Adds a node and gives its first output.
     *
     * @throws ShapeException if the inputs do not fit the operator; it names the layer's path
     */
    public Value apply(Operator operator, Attributes attributes, List<Value> operands) {
        return node(operator, attributes, operands).output();
    }

    /** Adds a node. */
    public Node node(Operator operator, Attributes attributes, List<Value> operands) {
        operands.forEach(this::requireMine);
        if (operands.size() < operator.minInputs() || operands.size() > operator.maxInputs()) {
            throw new ShapeException(operator + " takes " + operator.minInputs() + " to " + operator.maxInputs()
                            + " inputs, not " + operands.size())
                    .at(path);
        }
        List<Operator.Output> types;
        try {
            types = operator.inference().infer(operands, attributes);
        } catch (ShapeException e) {
            throw e.at(path);
        }
        return add(operator, operands, attributes, null, types);
    }

    /**
     * Adds nodes of another file as one.
     *
     * @param operands in the order of the foreign nodes' inputs
     * @param types of their outputs, in order
     */
    public Node foreign(Foreign foreign, List<Value> operands, List<Operator.Output> types) {
        operands.forEach(this::requireMine);
        if (operands.size() != foreign.inputs().size()
                || types.size() != foreign.outputs().size()) {
            throw new IllegalArgumentException(foreign.name() + " takes other values than " + operands);
        }
        Operator operator = Operator.of(foreign.operator(), operands.size(), (inputs, attributes) -> types);
        return add(operator, operands, Attributes.NONE, foreign, types);
    }

    /**
     * Adds a node as one of another graph is: its operator, its attributes and the path below which it is named.
     *
     * @param operands of this graph, in place of the other node's
     */
    public Node nodeLike(Node other, List<Value> operands) {
        return within(
                other.path(),
                () -> other.foreign()
                        .map(foreign -> foreign(
                                foreign,
                                operands,
                                other.outputs().stream().map(Operator::like).toList()))
                        .orElseGet(() -> node(other.operator(), other.attributes(), operands)));
    }

    /** A constant of another graph, as one of this. */
    public Value constantLike(Value other) {
        Tensor tensor = other.graph().initializers().get(other.name());
        if (tensor == null) {
            throw new IllegalArgumentException(other + " is no constant");
        }
        if (tensor.type() == ElementType.FLOAT32 && tensor.shape().length == 0) {
            return scalar(tensor.floats().get(0));
        }
        return tensor.type() == ElementType.INT64 && tensor.shape().length == 1
                ? integers(other.constantIntegers())
                : constant(other.name(), tensor);
    }

    private Node add(
            Operator operator,
            List<Value> operands,
            Attributes attributes,
            @Nullable Foreign foreign,
            List<Operator.Output> types) {
        String nodeName = claim(unique((path.isEmpty() ? "" : path + ".") + operator.name()));
        Node node = new Node(operator, nodeName, operands, attributes, foreign);
        for (int i = 0; i < types.size(); i++) {
            String output = types.size() == 1 ? node.name() : node.name() + ":" + i;
            node.addOutput(
                    new Value(this, output, types.get(i).type(), types.get(i).shape(), node));
        }
        nodes.add(node);
        return node;
    }

    /** The dotted path below which nodes are named now. */
    String path() {
        return path;
    }

    /** Runs code in which nodes are named below a dotted path. */
    public <T> T within(String newPath, Supplier<T> code) {
        String before = path;
        path = newPath;
        try {
            return code.get();
        } finally {
            path = before;
        }
    }

    public List<Node> nodes() {
        return Collections.unmodifiableList(nodes);
    }

    public Map<String, Value> inputs() {
        return Collections.unmodifiableMap(inputs);
    }

    public Map<String, Value> outputs() {
        return Collections.unmodifiableMap(outputs);
    }

    public Map<String, Tensor> initializers() {
        return Collections.unmodifiableMap(initializers);
    }

    private String claim(String wanted) {
        if (uses.putIfAbsent(wanted, 1) != null) {
            throw new IllegalArgumentException("the graph has two values named " + wanted);
        }
        return wanted;
    }

    private String unique(String stem) {
        String candidate = stem;
        while (uses.containsKey(candidate)) {
            candidate = stem + "_" + uses.merge(stem, 1, Integer::sum);
        }
        return candidate;
    }

    private void requireMine(Value value) {
        if (value.graph() != this) {
            throw new IllegalArgumentException(value + " belongs to another graph than " + name);
        }
    }
}
