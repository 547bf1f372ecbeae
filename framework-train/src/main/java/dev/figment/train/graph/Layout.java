package dev.figment.train.graph;

import dev.figment.api.ElementType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
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
     * The same elements in another shape. It has the named dimensions of the value, all but one of them where they were.
     *
     * @throws ShapeException if the number of elements differs
     */
    public static Value reshape(Value x, Shape target) {
        if (x.shape().equals(target)) {
            return x;
        }
        long[] sizes = target.sizes();
        boolean several =
                target.dims().stream().filter(Dim.Named.class::isInstance).count() > 1;
        for (int axis = 0; several && axis < Math.min(sizes.length, x.shape().rank()); axis++) {
            boolean stays = sizes[axis] < 0 && target.dim(axis).equals(x.shape().dim(axis));
            sizes[axis] = stays ? 0 : sizes[axis];
        }
        Value constant = x.graph().integers(LongStream.of(sizes).boxed().toList());
        return x.graph().apply(RESHAPE, Attributes.NONE, List.of(x, constant));
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

    /** The last two axes exchanged; of what was transposed so before, the value itself. */
    public static Value transposeMatrices(Value x) {
        Node producer = x.producer();
        if (producer != null && isTransposeOf(x, producer.inputs().get(0))) {
            return producer.input(0);
        }
        return transpose(x, matricesTransposed(x.shape().rank()));
    }

    /** Whether a value is another with its last two axes exchanged. */
    public static boolean isTransposeOf(Value x, Value other) {
        Node producer = x.producer();
        return producer != null
                && producer.operator() == TRANSPOSE
                && producer.input(0) == other
                && x.shape().rank() > 1
                && Arrays.equals(order(producer), matricesTransposed(x.shape().rank()));
    }

    private static long[] matricesTransposed(int rank) {
        long[] order = LongStream.range(0, rank).toArray();
        order[rank - 2] = rank - 1;
        order[rank - 1] = rank - 2;
        return order;
    }

    /** The axes of the input in the order in which a node {@code Transpose} puts them; without a word, backwards. */
    public static long[] order(Node transpose) {
        return order(transpose.input(0).shape(), transpose.attributes());
    }

    private static long[] order(Shape shape, Attributes attributes) {
        List<Long> order = attributes.integers("perm");
        int last = shape.rank() - 1;
        return order.isEmpty()
                ? LongStream.rangeClosed(0, last).map(axis -> last - axis).toArray()
                : order.stream().mapToLong(Long::longValue).toArray();
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
        List<Dim> dims = new ArrayList<>();
        int open = -1;
        for (Sizes.Entry entry : Sizes.of(inputs.get(1))) {
            int axis = dims.size();
            boolean copied = entry.name().isEmpty() && entry.number() == 0 && attributes.integer("allowzero", 0) == 0;
            if (entry.name().isEmpty() && entry.number() == -1 && open < 0) {
                open = axis;
                dims.add(new Dim.Fixed(1));
            } else if (copied && axis < from.rank()) {
                dims.add(from.dim(axis));
            } else if (entry.number() >= 0) {
                dims.add(entry.dim());
            } else {
                throw new ShapeException(from + " cannot be reshaped to " + Sizes.of(inputs.get(1)));
            }
        }
        Optional<Dim> rest = quotient(from.dims(), dims);
        if (rest.isEmpty() || (open < 0 && !Broadcasting.isOne(rest.get()))) {
            throw new ShapeException(from + " cannot be reshaped to " + new Shape(dims));
        }
        if (open >= 0) {
            dims.set(open, rest.get());
        }
        return List.of(new Operator.Output(inputs.get(0).type(), new Shape(dims)));
    }

    /** The one dimension by which shapes differ in their number of elements. */
    private static Optional<Dim> quotient(List<Dim> whole, List<Dim> part) {
        List<Dim> left = new ArrayList<>(whole);
        left.removeIf(Dim.Fixed.class::isInstance);
        boolean has = part.stream().filter(Dim.Named.class::isInstance).allMatch(left::remove);
        long dividend = fixedProduct(whole);
        long divisor = fixedProduct(part);
        if (!has || left.size() > 1 || (divisor == 0 ? dividend != 0 : dividend % divisor != 0)) {
            return Optional.empty();
        }
        long ratio = divisor == 0 ? 1 : dividend / divisor;
        if (left.isEmpty()) {
            return Optional.of(new Dim.Fixed(ratio));
        }
        return ratio == 1 ? Optional.of(left.get(0)) : Optional.empty();
    }

    private static long fixedProduct(List<Dim> dims) {
        long product = 1;
        for (Dim dim : dims) {
            if (dim instanceof Dim.Fixed fixed) {
                product *= fixed.size();
            }
        }
        return product;
    }

    private static List<Operator.Output> inferExpand(List<Value> inputs, Attributes attributes) {
        Shape result = Broadcasting.of(inputs.get(0).shape(), Sizes.shape(inputs.get(1)));
        return List.of(new Operator.Output(inputs.get(0).type(), result));
    }

    private static List<Operator.Output> inferShape(List<Value> inputs, Attributes attributes) {
        int count = measured(inputs.get(0).shape(), attributes).size();
        return List.of(new Operator.Output(ElementType.INT64, Shape.of(count)));
    }

    /** The dimensions that a node {@code Shape} gives: all, or some that follow each other. */
    static List<Dim> measured(Node shape) {
        return measured(shape.input(0).shape(), shape.attributes());
    }

    private static List<Dim> measured(Shape shape, Attributes attributes) {
        int start = bounded(attributes.integer("start", 0), shape.rank());
        int end = bounded(attributes.integer("end", shape.rank()), shape.rank());
        return shape.dims().subList(start, Math.max(start, end));
    }

    private static int bounded(long axis, int rank) {
        return (int) Math.min(Math.max(axis < 0 ? axis + rank : axis, 0), rank);
    }

    private static List<Operator.Output> inferTranspose(List<Value> inputs, Attributes attributes) {
        Shape shape = inputs.get(0).shape();
        long[] order = order(shape, attributes);
        if (!Arrays.equals(
                LongStream.of(order).sorted().toArray(),
                LongStream.range(0, shape.rank()).toArray())) {
            throw new ShapeException("order " + Arrays.toString(order) + " of the axes of " + shape);
        }
        List<Dim> dims =
                LongStream.of(order).mapToObj(axis -> shape.dim((int) axis)).toList();
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
