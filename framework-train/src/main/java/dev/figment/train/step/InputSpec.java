package dev.figment.train.step;

import dev.figment.api.ElementType;
import dev.figment.train.graph.Dim;
import dev.figment.train.graph.Shape;

/** An input of a network: one of the tensors that come with each batch. */
public record InputSpec(String name, ElementType type, Shape shape) {
    public static InputSpec floats(String name, Shape shape) {
        return new InputSpec(name, ElementType.FLOAT32, shape);
    }

    /** The size of the first axis, which counts samples; 1 for an input without axes. */
    long samples() {
        return shape.rank() == 0 ? 1 : shape.size(0);
    }

    /** For one of equal parts of a batch. */
    InputSpec part(int parts) {
        return parts == 1 || shape.rank() == 0
                ? this
                : new InputSpec(name, type, shape.with(0, new Dim.Fixed(samples() / parts)));
    }
}
