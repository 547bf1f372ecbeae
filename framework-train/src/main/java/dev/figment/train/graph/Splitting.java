package dev.figment.train.graph;

import java.util.ArrayList;
import java.util.List;

/** Cuts a value into parts along an axis. */
public final class Splitting {
    public static final Operator SPLIT = new Operator("Split", 1, 2, Splitting::infer);

    private Splitting() {}

    /**
     * The parts of these sizes, in order.
     *
     * @param axis counts from the last where negative
     * @throws ShapeException if the sizes do not add up to the axis' size
     */
    public static List<Value> split(Value x, int axis, long... sizes) {
        List<Long> parts = new ArrayList<>();
        for (long size : sizes) {
            parts.add(size);
        }
        return x.graph()
                .node(
                        SPLIT,
                        Attributes.of("axis", (long) axis),
                        List.of(x, x.graph().integers(parts)))
                .outputs();
    }

    /** So many equal parts. */
    public static List<Value> equal(Value x, int axis, int parts) {
        return x.graph()
                .node(SPLIT, Attributes.of("axis", (long) axis, "num_outputs", (long) parts), List.of(x))
                .outputs();
    }

    private static List<Operator.Output> infer(List<Value> inputs, Attributes attributes) {
        Value x = inputs.get(0);
        int axis = x.shape().axis(attributes.integer("axis", 0));
        List<Long> sizes = inputs.size() == 2
                ? inputs.get(1).constantIntegers()
                : equalSizes(x.shape(), axis, attributes.integer("num_outputs", 1));
        if (!new Dim.Fixed(sizes.stream().mapToLong(Long::longValue).sum())
                .equals(x.shape().dim(axis))) {
            throw new ShapeException("axis " + axis + " of " + x.shape() + " cannot be split into parts of " + sizes);
        }
        return sizes.stream()
                .map(size -> new Operator.Output(x.type(), x.shape().with(axis, new Dim.Fixed(size))))
                .toList();
    }

    /** ONNX makes the last part smaller where the axis cannot be divided evenly. */
    private static List<Long> equalSizes(Shape shape, int axis, long parts) {
        long left = shape.size(axis);
        long part = (left + parts - 1) / parts;
        List<Long> sizes = new ArrayList<>();
        for (long i = 0; i < parts; i++) {
            sizes.add(Math.min(part, left));
            left -= sizes.get((int) i);
        }
        return sizes;
    }
}
