package dev.figment.train.graph;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** One operator applied to values. Compared by identity. */
public final class Node {
    private final Operator operator;
    private final String name;
    private final List<Value> inputs;
    private final Attributes attributes;
    private final List<Value> outputs = new ArrayList<>();

    Node(Operator operator, String name, List<Value> inputs, Attributes attributes) {
        this.operator = operator;
        this.name = name;
        this.inputs = List.copyOf(inputs);
        this.attributes = attributes;
    }

    void addOutput(Value output) {
        outputs.add(output);
    }

    public Operator operator() {
        return operator;
    }

    /** Unique in its graph, beginning with the dotted path of the layer that it belongs to. */
    public String name() {
        return name;
    }

    public List<Value> inputs() {
        return inputs;
    }

    public Value input(int index) {
        return inputs.get(index);
    }

    public Attributes attributes() {
        return attributes;
    }

    public List<Value> outputs() {
        return Collections.unmodifiableList(outputs);
    }

    public Value output() {
        return outputs.get(0);
    }

    @Override
    public String toString() {
        return name + " = " + operator.name() + inputs;
    }
}
