package dev.figment.api.model;

import dev.figment.api.ElementType;
import dev.figment.api.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One input or output of a model.
 *
 * @param shape the dimensions; -1 where any size is taken
 */
public record TensorSpec(String name, ElementType type, List<Long> shape) {
    public TensorSpec {
        shape = List.copyOf(shape);
    }

    /** Whether this tensor has the type, the rank and every fixed dimension. */
    public boolean accepts(Tensor tensor) {
        if (tensor.type() != type || tensor.rank() != shape.size()) {
            return false;
        }
        for (int axis = 0; axis < shape.size(); axis++) {
            if (shape.get(axis) >= 0 && shape.get(axis) != tensor.dim(axis)) {
                return false;
            }
        }
        return true;
    }

    /** The dimensions after the first, which is the batch. */
    public long[] sampleShape() {
        return shape.stream().skip(1).mapToLong(Long::longValue).toArray();
    }

    @Override
    public String toString() {
        return name + " " + type
                + shape.stream().map(dim -> dim < 0 ? "?" : dim.toString()).collect(Collectors.joining(", ", "[", "]"));
    }

    /** A spec from an array of dimensions. */
    public static TensorSpec of(String name, ElementType type, long... shape) {
        return new TensorSpec(name, type, Arrays.stream(shape).boxed().toList());
    }
}
