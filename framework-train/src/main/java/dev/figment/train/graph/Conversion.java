package dev.figment.train.graph;

import dev.figment.api.ElementType;
import java.util.List;
import java.util.Optional;

/** Keeps the numbers: changes the element type, or ends the path of a gradient. */
public final class Conversion {
    /** The numbers that the ONNX standard gives to element types (TensorProto.DataType). */
    private static final List<ElementType> BY_NUMBER = List.of(
            ElementType.FLOAT32,
            ElementType.UINT8,
            ElementType.INT8,
            ElementType.INT32,
            ElementType.INT64,
            ElementType.BOOL,
            ElementType.FLOAT16,
            ElementType.FLOAT64);

    private static final List<Integer> NUMBERS = List.of(1, 2, 3, 6, 7, 9, 10, 11);

    public static final Operator CAST = Operator.of(
            "Cast",
            1,
            (inputs, attributes) -> List.of(new Operator.Output(
                    ofNumber((int) attributes.integer("to", 1)).orElseThrow(),
                    inputs.get(0).shape())));

    /** ONNX's identity again, as another operator: the gradient ends here. */
    public static final Operator STOP_GRADIENT = Operator.of("Identity", 1, Conversion::inferSame);

    private Conversion() {}

    public static Value cast(Value x, ElementType type) {
        return x.type() == type ? x : x.graph().apply(CAST, Attributes.of("to", (long) number(type)), List.of(x));
    }

    /** The same numbers, taken as constants by the gradient. */
    public static Value stopGradient(Value x) {
        return x.graph().apply(STOP_GRADIENT, Attributes.NONE, List.of(x));
    }

    /**
     * The straight-through estimator (Bengio et al. 2013, section 3): {@code hard} forward, the gradient of {@code soft}
     * backward. Both have one shape; {@code hard} may be a rounding or an arg-max, whose own gradient is zero.
     */
    public static Value straightThrough(Value hard, Value soft) {
        return Arithmetic.add(soft, stopGradient(Arithmetic.sub(hard, soft)));
    }

    private static List<Operator.Output> inferSame(List<Value> inputs, Attributes attributes) {
        return List.of(Operator.like(inputs.get(0)));
    }

    /** The number that the ONNX standard gives to an element type. */
    public static int number(ElementType type) {
        return NUMBERS.get(BY_NUMBER.indexOf(type));
    }

    /** The element type of a number of the ONNX standard; empty for those that Figment has no tensors of. */
    public static Optional<ElementType> ofNumber(int number) {
        int index = NUMBERS.indexOf(number);
        return index < 0 ? Optional.empty() : Optional.of(BY_NUMBER.get(index));
    }
}
