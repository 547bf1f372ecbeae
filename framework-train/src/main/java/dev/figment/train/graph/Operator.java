package dev.figment.train.graph;

import dev.figment.api.ElementType;
import java.util.List;

/**
 * An operator of the ONNX standard: its name there, how many inputs it takes, and what it gives for them. Each is a
 * constant in the class that also has the factory for it: {@link Arithmetic#ADD}.
 *
 * @param requiredOutputs how many outputs a node has at least; those after them are left out where nobody needs them
 */
public record Operator(String name, int minInputs, int maxInputs, int requiredOutputs, Inference inference) {
    /** All of whose outputs are required. */
    public Operator(String name, int minInputs, int maxInputs, Inference inference) {
        this(name, minInputs, maxInputs, Integer.MAX_VALUE, inference);
    }

    /** What a node gives. */
    public record Output(ElementType type, Shape shape) {}

    /** Says what a node gives, or throws {@link ShapeException}. */
    @FunctionalInterface
    public interface Inference {
        List<Output> infer(List<Value> inputs, Attributes attributes);
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
