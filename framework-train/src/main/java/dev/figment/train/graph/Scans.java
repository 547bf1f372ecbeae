package dev.figment.train.graph;

import dev.figment.api.ElementType;
import dev.figment.api.Tensor;
import java.util.List;

/** Sums that run along an axis, and places of largest elements. */
public final class Scans {
    public static final Operator CUM_SUM = Operator.of("CumSum", 2, Scans::inferCumSum);
    public static final Operator ARG_MAX = Operator.of("ArgMax", 1, Scans::inferArg);
    public static final Operator ARG_MIN = Operator.of("ArgMin", 1, Scans::inferArg);

    private Scans() {}

    /** At each place the sum of all elements up to it, itself included. */
    public static Value cumSum(Value x, int axis) {
        return cumSum(x, axis, false, false);
    }

    /**
     * At each place a sum along the axis.
     *
     * @param exclusive without the element at the place itself
     * @param reverse of the elements after it, instead of those before
     */
    public static Value cumSum(Value x, int axis, boolean exclusive, boolean reverse) {
        Value along = x.graph().constant("axis", Tensor.ofLongs(new long[] {axis}));
        Attributes attributes = Attributes.of("exclusive", exclusive ? 1L : 0L, "reverse", reverse ? 1L : 0L);
        return x.graph().apply(CUM_SUM, attributes, List.of(x, along));
    }

    /** INT64: where along the axis the largest element is, the first of equal ones; the axis goes. */
    public static Value argMax(Value x, int axis) {
        return x.graph().apply(ARG_MAX, Attributes.of("axis", (long) axis, "keepdims", 0L), List.of(x));
    }

    private static List<Operator.Output> inferCumSum(List<Value> inputs, Attributes attributes) {
        inputs.get(0).shape().axis(inputs.get(1).constantIntegers().get(0));
        return List.of(Operator.like(inputs.get(0)));
    }

    private static List<Operator.Output> inferArg(List<Value> inputs, Attributes attributes) {
        Shape shape = inputs.get(0).shape();
        int axis = shape.axis(attributes.integer("axis", 0));
        boolean keep = attributes.integer("keepdims", 1) != 0;
        return List.of(new Operator.Output(ElementType.INT64, Reductions.reduced(shape, List.of(axis), keep)));
    }
}
