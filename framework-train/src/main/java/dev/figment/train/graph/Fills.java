package dev.figment.train.graph;

import dev.figment.api.ElementType;
import dev.figment.api.Tensor;
import java.util.ArrayList;
import java.util.List;

/** Values that are made from sizes and indices. */
public final class Fills {
    public static final Operator CONSTANT_OF_SHAPE = Operator.of("ConstantOfShape", 1, Fills::inferConstantOfShape);
    public static final Operator RANGE = Operator.of("Range", 3, Fills::inferRange);
    public static final Operator ONE_HOT = Operator.of("OneHot", 3, Fills::inferOneHot);
    public static final Operator TRILU = new Operator("Trilu", 1, 2, Fills::inferTrilu);

    private Fills() {}

    /** One element everywhere, of the type and the value of a tensor of one element. */
    public static Value constantOfShape(Value sizes, Tensor element) {
        return sizes.graph().apply(CONSTANT_OF_SHAPE, Attributes.of("value", element), List.of(sizes));
    }

    /** INT64 0, 1, … below the size of an axis, whether it is fixed or not: shape [size]. */
    public static Value indicesOf(Value x, int axis) {
        Graph graph = x.graph();
        Attributes end = Attributes.of("start", (long) axis, "end", axis + 1L);
        Value size = Axes.squeeze(graph.apply(Layout.SHAPE, end, List.of(x)), 0);
        Value zero = graph.constant("first", number(0));
        return graph.apply(RANGE, Attributes.NONE, List.of(zero, size, graph.constant("step", number(1))));
    }

    /** Along a new axis, one element for each class: {@code on} at the index' place, else {@code off}. */
    public static Value oneHot(Value indices, long classes, int axis, float off, float on) {
        Graph graph = indices.graph();
        Value values = graph.constant("off-on", Tensor.ofFloats(new float[] {off, on}, 2));
        Value depth = graph.integers(List.of(classes));
        return graph.apply(ONE_HOT, Attributes.of("axis", (long) axis), List.of(indices, depth, values));
    }

    /** Of the last two axes the part on and below (above, if {@code upper}) a diagonal; zeros elsewhere. */
    public static Value triangle(Value x, boolean upper, long diagonal) {
        Value k = x.graph().constant("diagonal", number(diagonal));
        return x.graph().apply(TRILU, Attributes.of("upper", upper ? 1L : 0L), List.of(x, k));
    }

    private static Tensor number(long number) {
        return Tensor.ofLongs(new long[] {number});
    }

    private static List<Operator.Output> inferConstantOfShape(List<Value> inputs, Attributes attributes) {
        ElementType type = attributes.tensor("value").map(Tensor::type).orElse(ElementType.FLOAT32);
        return List.of(new Operator.Output(type, Sizes.shape(inputs.get(0))));
    }

    /** The count is known where the bounds are constant, or the limit is an axis' size. */
    private static List<Operator.Output> inferRange(List<Value> inputs, Attributes attributes) {
        ElementType type = inputs.get(0).type();
        if (type != ElementType.INT64) {
            throw new ShapeException("a range of " + type + ", which has to be of INT64");
        }
        Sizes.Entry start = Sizes.of(inputs.get(0)).get(0);
        Sizes.Entry limit = Sizes.of(inputs.get(1)).get(0);
        Sizes.Entry step = Sizes.of(inputs.get(2)).get(0);
        if (start.name().isPresent() || step.name().isPresent() || step.number() == 0) {
            throw new ShapeException("a range from " + inputs.get(0) + " by steps of " + inputs.get(2));
        }
        if (limit.name().isPresent()) {
            if (start.number() != 0 || step.number() != 1) {
                throw new ShapeException("a range up to " + limit.name().get() + " that does not count 0, 1, …");
            }
            return List.of(new Operator.Output(type, new Shape(List.of(limit.dim()))));
        }
        long count = Math.max(0, -Math.floorDiv(start.number() - limit.number(), step.number()));
        return List.of(new Operator.Output(type, Shape.of(count)));
    }

    private static List<Operator.Output> inferOneHot(List<Value> inputs, Attributes attributes) {
        Shape indices = inputs.get(0).shape();
        int rank = indices.rank() + 1;
        long axis = attributes.integer("axis", -1);
        if (axis < -rank || axis >= rank) {
            throw new ShapeException("one-hot of " + indices + " along axis " + axis);
        }
        List<Dim> dims = new ArrayList<>(indices.dims());
        dims.add(
                (int) (axis < 0 ? axis + rank : axis),
                Sizes.of(inputs.get(1)).get(0).dim());
        return List.of(new Operator.Output(inputs.get(2).type(), new Shape(dims)));
    }

    private static List<Operator.Output> inferTrilu(List<Value> inputs, Attributes attributes) {
        if (inputs.get(0).shape().rank() < 2) {
            throw new ShapeException("a triangle of " + inputs.get(0).shape());
        }
        return List.of(Operator.like(inputs.get(0)));
    }
}
