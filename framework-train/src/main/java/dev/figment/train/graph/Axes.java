package dev.figment.train.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Adds, removes, joins and repeats axes. */
public final class Axes {
    public static final Operator SQUEEZE = new Operator("Squeeze", 1, 2, Axes::inferSqueeze);
    public static final Operator UNSQUEEZE = Operator.of("Unsqueeze", 2, Axes::inferUnsqueeze);
    public static final Operator FLATTEN = Operator.of("Flatten", 1, Axes::inferFlatten);
    public static final Operator TILE = Operator.of("Tile", 2, Axes::inferTile);

    private Axes() {}

    /** Without these axes, whose size is 1. */
    public static Value squeeze(Value x, long... axes) {
        return x.graph().apply(SQUEEZE, Attributes.NONE, List.of(x, integers(x, axes)));
    }

    /** With axes of size 1, at these places in the result. */
    public static Value unsqueeze(Value x, long... axes) {
        return x.graph().apply(UNSQUEEZE, Attributes.NONE, List.of(x, integers(x, axes)));
    }

    /** The whole repeated, so many times along each axis. */
    public static Value tile(Value x, long... repeats) {
        return x.graph().apply(TILE, Attributes.NONE, List.of(x, integers(x, repeats)));
    }

    private static Value integers(Value x, long... numbers) {
        return x.graph().integers(LongStream.of(numbers).boxed().toList());
    }

    private static List<Operator.Output> inferSqueeze(List<Value> inputs, Attributes attributes) {
        Shape shape = inputs.get(0).shape();
        List<Integer> axes = inputs.size() == 2
                ? axes(inputs.get(1), shape.rank())
                : IntStream.range(0, shape.rank())
                        .filter(axis -> Broadcasting.isOne(shape.dim(axis)))
                        .boxed()
                        .toList();
        List<Dim> dims = new ArrayList<>();
        for (int axis = 0; axis < shape.rank(); axis++) {
            if (!axes.contains(axis)) {
                dims.add(shape.dim(axis));
            } else if (!Broadcasting.isOne(shape.dim(axis))) {
                throw new ShapeException("axis " + axis + " of " + shape + " cannot be squeezed: its size is not 1");
            }
        }
        return List.of(new Operator.Output(inputs.get(0).type(), new Shape(dims)));
    }

    private static List<Operator.Output> inferUnsqueeze(List<Value> inputs, Attributes attributes) {
        Shape shape = inputs.get(0).shape();
        int rank = shape.rank() + inputs.get(1).constantIntegers().size();
        List<Integer> axes = axes(inputs.get(1), rank);
        List<Dim> dims = new ArrayList<>(shape.dims());
        axes.stream().sorted().forEach(axis -> dims.add(axis, new Dim.Fixed(1)));
        return List.of(new Operator.Output(inputs.get(0).type(), new Shape(dims)));
    }

    private static List<Integer> axes(Value constant, int rank) {
        List<Integer> axes = new ArrayList<>();
        for (long axis : constant.constantIntegers()) {
            int counted = (int) (axis < 0 ? axis + rank : axis);
            if (counted < 0 || counted >= rank || axes.contains(counted)) {
                throw new ShapeException("axes " + constant.constantIntegers() + " of " + rank);
            }
            axes.add(counted);
        }
        return axes;
    }

    private static List<Operator.Output> inferFlatten(List<Value> inputs, Attributes attributes) {
        Shape shape = inputs.get(0).shape();
        long axis = attributes.integer("axis", 1);
        if (axis < -shape.rank() || axis > shape.rank()) {
            throw new ShapeException("axis " + axis + " of " + shape);
        }
        int first = (int) (axis < 0 ? axis + shape.rank() : axis);
        List<Dim> dims = List.of(
                joined(shape.dims().subList(0, first)), joined(shape.dims().subList(first, shape.rank())));
        return List.of(new Operator.Output(inputs.get(0).type(), new Shape(dims)));
    }

    /** Several axes as one; a named one can only be joined with axes of size 1. */
    private static Dim joined(List<Dim> dims) {
        List<Dim> larger = dims.stream().filter(dim -> !Broadcasting.isOne(dim)).toList();
        OptionalLong count = new Shape(larger).count();
        if (count.isPresent()) {
            return new Dim.Fixed(count.getAsLong());
        }
        if (larger.size() > 1) {
            throw new ShapeException(
                    "axes " + dims + " cannot be joined: all but one have to be of size 1, or all fixed");
        }
        return larger.get(0);
    }

    private static List<Operator.Output> inferTile(List<Value> inputs, Attributes attributes) {
        Shape shape = inputs.get(0).shape();
        List<Sizes.Entry> repeats = Sizes.of(inputs.get(1));
        if (repeats.size() != shape.rank()) {
            throw new ShapeException(shape + " cannot be repeated " + repeats.size() + " times");
        }
        List<Dim> dims = new ArrayList<>();
        for (int axis = 0; axis < shape.rank(); axis++) {
            Sizes.Entry repeat = repeats.get(axis);
            if (repeat.name().isEmpty() && repeat.number() == 1) {
                dims.add(shape.dim(axis));
            } else if (Broadcasting.isOne(shape.dim(axis))) {
                dims.add(repeat.dim());
            } else if (repeat.name().isEmpty() && shape.dim(axis) instanceof Dim.Fixed fixed) {
                dims.add(new Dim.Fixed(fixed.size() * repeat.number()));
            } else {
                throw new ShapeException("axis " + axis + " of " + shape + " cannot be repeated " + repeat.dim());
            }
        }
        return List.of(new Operator.Output(inputs.get(0).type(), new Shape(dims)));
    }
}
