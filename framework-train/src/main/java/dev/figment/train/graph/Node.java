package dev.figment.train.graph;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One operator applied to values. Compared by identity. */
public final class Node {
    private final Operator operator;
    private final String name;
    private final List<Value> inputs;
    private final Attributes attributes;
    private final @Nullable Foreign foreign;
    private final List<Value> outputs = new ArrayList<>();

    Node(Operator operator, String name, List<Value> inputs, Attributes attributes, @Nullable Foreign foreign) {
        this.operator = operator;
        this.name = name;
        this.inputs = List.copyOf(inputs);
        this.attributes = attributes;
        this.foreign = foreign;
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

    /** The dotted path of the layer that it belongs to. */
    public String path() {
        return name.substring(0, Math.max(0, name.lastIndexOf('.')));
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

    /** The nodes of another file that this one stands for. */
    public Optional<Foreign> foreign() {
        return Optional.ofNullable(foreign);
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
