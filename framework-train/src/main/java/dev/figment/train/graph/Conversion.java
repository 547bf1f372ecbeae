package dev.figment.train.graph;

import dev.figment.api.ElementType;
import java.util.List;

/** Changes the element type. */
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
                    type((int) attributes.integer("to", 1)), inputs.get(0).shape())));

    private Conversion() {}

    public static Value cast(Value x, ElementType type) {
        return x.type() == type ? x : x.graph().apply(CAST, Attributes.of("to", (long) number(type)), List.of(x));
    }

    static int number(ElementType type) {
        return NUMBERS.get(BY_NUMBER.indexOf(type));
    }

    private static ElementType type(int number) {
        return BY_NUMBER.get(NUMBERS.indexOf(number));
    }
}
