package dev.figment.train.graph;

import dev.figment.api.ElementType;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/** Moves and reshapes elements without changing them. */
public final class Layout {
    public static final Operator RESHAPE = Operator.of("Reshape", 2, Layout::inferReshape);
    public static final Operator EXPAND = Operator.of("Expand", 2, Layout::inferExpand);
    public static final Operator SHAPE = Operator.of("Shape", 1, Layout::inferShape);
    public static final Operator TRANSPOSE = Operator.of("Transpose", 1, Layout::inferTranspose);
    public static final Operator CONCAT = new Operator("Concat", 1, Integer.MAX_VALUE, Layout::inferConcat);
    public static final Operator SLICE = Slicing.SLICE;

    private Layout() {}

    /**
     * The same elements in another shape. At most one dimension of it may be named, and then the value has it too.
     *
     * @throws ShapeException if the number of elements differs
     */
    public static Value reshape(Value x, Shape target) {
        if (x.shape().equals(target)) {
            return x;
        }
        Value sizes = x.graph().integers(LongStream.of(target.sizes()).boxed().toList());
        return x.graph().apply(RESHAPE, Attributes.NONE, List.of(x, sizes));
    }

    /** [samples, …] as [samples, rest]. */
    public static Value flatten(Value x) {
        long rest = 1;
        for (int axis = 1; axis < x.shape().rank(); axis++) {
            rest *= x.shape().size(axis);
        }
        return reshape(x, new Shape(List.of(x.shape().dim(0), new Dim.Fixed(rest))));
    }

    /** Repeats along axes of size 1, and along new leading axes, until the shape is that of another value. */
    public static Value expandLike(Value x, Value other) {
        if (x.shape().equals(other.shape())) {
            return x;
        }
        return x.graph().apply(EXPAND, Attributes.NONE, List.of(x, sizesOf(other)));
    }

    /** The shape of a value, as a value: constant, or known when the graph runs. */
    static Value sizesOf(Value x) {
        Graph graph = x.graph();
        return x.shape().count().isPresent()
                ? graph.integers(LongStream.of(x.shape().sizes()).boxed().toList())
                : graph.apply(SHAPE, Attributes.NONE, List.of(x));
    }

    /** The axes in another order. */
    public static Value transpose(Value x, long... order) {
        Attributes attributes =
                Attributes.of("perm", LongStream.of(order).boxed().toList());
        return x.graph().apply(TRANSPOSE, attributes, List.of(x));
    }

    /** The last two axes exchanged. */
    public static Value transposeMatrices(Value x) {
        int rank = x.shape().rank();
        long[] order = LongStream.range(0, rank).toArray();
        order[rank - 2] = rank - 1;
        order[rank - 1] = rank - 2;
        return transpose(x, order);
    }

    /** Values one after the other along an axis, which counts from 0. */
    public static Value concat(List<Value> values, int axis) {
        return values.get(0).graph().apply(CONCAT, Attributes.of("axis", (long) axis), values);
    }

    /**
     * The part of one axis from {@code start} (inclusive) to {@code end} (exclusive).
     *
     * @throws ShapeException if the axis is not that long
     */
    public static Value slice(Value x, int axis, long start, long end) {
        if (axis >= x.shape().rank()
                || start < 0
                || end < start
                || end > x.shape().size(axis)) {
            throw new ShapeException("no slice " + start + " to " + end + " of axis " + axis + " of " + x.shape())
                    .at(x.graph().path());
        }
        return Slicing.slice(x, List.of(new Slicing.Range(axis, start, 1, end - start)));
    }

    private static List<Operator.Output> inferReshape(List<Value> inputs, Attributes attributes) {
        Shape from = inputs.get(0).shape();
        List<Long> sizes = inputs.get(1).constantIntegers();
        List<Dim> named =
                from.dims().stream().filter(Dim.Named.class::isInstance).toList();
        long fixedFrom = fixedProduct(from);
        long fixedTo = sizes.stream().filter(size -> size >= 0).reduce(1L, (a, b) -> a * b);
        long open = sizes.stream().filter(size -> size < 0).count();
        if (open != named.size() || open > 1 || fixedFrom != fixedTo) {
            throw new ShapeException(from + " cannot be reshaped to " + sizes);
        }
        List<Dim> dims = new ArrayList<>();
        sizes.forEach(size -> dims.add(size < 0 ? named.get(0) : new Dim.Fixed(size)));
        return List.of(new Operator.Output(inputs.get(0).type(), new Shape(dims)));
    }

    private static long fixedProduct(Shape shape) {
        long product = 1;
        for (Dim dim : shape.dims()) {
            if (dim instanceof Dim.Fixed fixed) {
                product *= fixed.size();
            }
        }
        return product;
    }

    private static List<Operator.Output> inferExpand(List<Value> inputs, Attributes attributes) {
        Shape result = Broadcasting.of(inputs.get(0).shape(), shapeGiven(inputs.get(1)));
        return List.of(new Operator.Output(inputs.get(0).type(), result));
    }

    /** The shape that a value holds: a constant, or the shape of another value. */
    static Shape shapeGiven(Value sizes) {
        Node producer = sizes.producer();
        return producer != null && producer.operator() == SHAPE
                ? producer.input(0).shape()
                : Shape.of(sizes.constantIntegers().stream()
                        .mapToLong(Long::longValue)
                        .toArray());
    }

    private static List<Operator.Output> inferShape(List<Value> inputs, Attributes attributes) {
        return List.of(new Operator.Output(
                ElementType.INT64, Shape.of(inputs.get(0).shape().rank())));
    }

    private static List<Operator.Output> inferTranspose(List<Value> inputs, Attributes attributes) {
        Shape shape = inputs.get(0).shape();
        List<Long> order = attributes.integers("perm");
        if (!order.stream()
                .sorted()
                .toList()
                .equals(LongStream.range(0, shape.rank()).boxed().toList())) {
            throw new ShapeException("order " + order + " of the axes of " + shape);
        }
        List<Dim> dims = order.stream().map(axis -> shape.dim(axis.intValue())).toList();
        return List.of(new Operator.Output(inputs.get(0).type(), new Shape(dims)));
    }

    private static List<Operator.Output> inferConcat(List<Value> inputs, Attributes attributes) {
        int axis = (int) attributes.integer("axis", 0);
        Shape first = inputs.get(0).shape();
        long total = 0;
        for (Value input : inputs) {
            boolean fits = input.shape().rank() == first.rank()
                    && axis < first.rank()
                    && input.shape().with(axis, first.dim(axis)).equals(first)
                    && input.type() == inputs.get(0).type();
            if (!fits) {
                throw new ShapeException(inputs + " do not concatenate along axis " + axis);
            }
            total += input.shape().size(axis);
        }
        return List.of(new Operator.Output(inputs.get(0).type(), first.with(axis, new Dim.Fixed(total))));
    }
}
