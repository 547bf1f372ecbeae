package dev.figment.train.graph;

import dev.figment.api.ElementType;
import java.util.List;
import java.util.Optional;

/**
 * An operator of the ONNX standard, or one that stands for several of them: its name, how many inputs it takes, and what
 * it gives for them. Each is a constant in the class that also has the factory for it: {@link Arithmetic#ADD}.
 *
 * @param requiredOutputs how many outputs a node has at least; those after them are left out where nobody needs them
 * @param expansion of an operator that the standard does not have, into those that it has
 */
public record Operator(
        String name,
        int minInputs,
        int maxInputs,
        int requiredOutputs,
        Inference inference,
        Optional<Expansion> expansion) {
    /** Of the standard. */
    public Operator(String name, int minInputs, int maxInputs, int requiredOutputs, Inference inference) {
        this(name, minInputs, maxInputs, requiredOutputs, inference, Optional.empty());
    }

    /** Of the standard; all of its outputs are required. */
    public Operator(String name, int minInputs, int maxInputs, Inference inference) {
        this(name, minInputs, maxInputs, Integer.MAX_VALUE, inference);
    }

    /** One that stands for others, with one output. */
    public static Operator composite(String name, int inputs, Inference inference, Expansion expansion) {
        return new Operator(name, inputs, inputs, 1, inference, Optional.of(expansion));
    }

    /** What a node gives. */
    public record Output(ElementType type, Shape shape) {}

    /** Says what a node gives, or throws {@link ShapeException}. */
    @FunctionalInterface
    public interface Inference {
        List<Output> infer(List<Value> inputs, Attributes attributes);
    }

    /** Adds the operators that a node stands for to the graph of the operands. */
    @FunctionalInterface
    public interface Expansion {
        Value expand(Node node, List<Value> operands);
    }

    static Operator of(String name, int inputs, Inference inference) {
        return new Operator(name, inputs, inputs, inference);
    }

    /** An operator that gives one value of its first input's type and shape. */
    static Operator elementwise(String name) {
        return of(name, 1, (inputs, attributes) -> List.of(like(inputs.get(0))));
    }

    static Output like(Value value) {
        return new Output(value.type(), value.shape());
    }

    @Override
    public String toString() {
        return name;
    }
}
