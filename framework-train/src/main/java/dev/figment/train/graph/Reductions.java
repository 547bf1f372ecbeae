package dev.figment.train.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/** Sums and means over axes, which are a constant second input. */
public final class Reductions {
    public static final Operator REDUCE_SUM = Operator.of("ReduceSum", 2, Reductions::infer);
    public static final Operator REDUCE_MEAN = Operator.of("ReduceMean", 2, Reductions::infer);

    private Reductions() {}

    /** The sum over axes (which count from 0); a reduced axis stays as 1, or goes. */
    public static Value sum(Value x, List<Long> axes, boolean keep) {
        return apply(REDUCE_SUM, x, axes, keep);
    }

    /** The sum of all elements, of rank 0. */
    public static Value sum(Value x) {
        return sum(x, axesFrom(x, 0), false);
    }

    /** The mean over axes. */
    public static Value mean(Value x, List<Long> axes, boolean keep) {
        return apply(REDUCE_MEAN, x, axes, keep);
    }

    /** The mean of all elements, of rank 0. */
    public static Value mean(Value x) {
        return mean(x, axesFrom(x, 0), false);
    }

    /** For each sample (first axis) the sum over everything else: shape [samples]. */
    public static Value sumPerSample(Value x) {
        return sum(x, axesFrom(x, 1), false);
    }

    /** The shape that a reduction's result has when its axes are kept as 1. */
    public static Shape kept(Node reduction) {
        Shape shape = reduction.input(0).shape();
        for (long axis : reduction.input(1).constantIntegers()) {
            shape = shape.with((int) axis, new Dim.Fixed(1));
        }
        return shape;
    }

    private static Value apply(Operator operator, Value x, List<Long> axes, boolean keep) {
        if (axes.isEmpty()) {
            return x;
        }
        Attributes attributes = Attributes.of("keepdims", keep ? 1L : 0L);
        return x.graph().apply(operator, attributes, List.of(x, x.graph().integers(axes)));
    }

    private static List<Long> axesFrom(Value x, int first) {
        return LongStream.range(first, x.shape().rank()).boxed().toList();
    }

    private static List<Operator.Output> infer(List<Value> inputs, Attributes attributes) {
        Shape shape = inputs.get(0).shape();
        List<Long> axes = inputs.get(1).constantIntegers();
        for (long axis : axes) {
            if (axis < 0 || axis >= shape.rank()) {
                throw new ShapeException("axis " + axis + " of " + shape);
            }
        }
        boolean keep = attributes.integer("keepdims", 1) != 0;
        List<Dim> dims = new ArrayList<>();
        for (int axis = 0; axis < shape.rank(); axis++) {
            if (!axes.contains((long) axis)) {
                dims.add(shape.dim(axis));
            } else if (keep) {
                dims.add(new Dim.Fixed(1));
            }
        }
        return List.of(new Operator.Output(inputs.get(0).type(), new Shape(dims)));
    }
}
