package dev.figment.train.graph;

import dev.figment.api.ElementType;
import java.util.ArrayList;
import java.util.List;

/** Takes elements by INT64 (or INT32) indices, which are part of the data; negative ones count from the end. */
public final class Indexing {
    public static final Operator GATHER = Operator.of("Gather", 2, Indexing::inferGather);
    public static final Operator GATHER_ELEMENTS = Operator.of("GatherElements", 2, Indexing::inferGatherElements);
    public static final Operator GATHER_ND = Operator.of("GatherND", 2, Indexing::inferGatherNd);

    private Indexing() {}

    /** Slices along an axis: [before, indices' shape, after] of [before, axis, after]. */
    public static Value gather(Value x, Value indices, int axis) {
        return x.graph().apply(GATHER, Attributes.of("axis", (long) axis), List.of(x, indices));
    }

    /** For each index the element that is at this place on the axis, and where the index is on the others. */
    public static Value gatherElements(Value x, Value indices, int axis) {
        return x.graph().apply(GATHER_ELEMENTS, Attributes.of("axis", (long) axis), List.of(x, indices));
    }

    /** Slices by coordinates, which lie along the last axis of the indices. */
    public static Value gatherNd(Value x, Value indices, int batchAxes) {
        return x.graph().apply(GATHER_ND, Attributes.of("batch_dims", (long) batchAxes), List.of(x, indices));
    }

    static void requireIndices(Value indices) {
        if (indices.type() != ElementType.INT64 && indices.type() != ElementType.INT32) {
            throw new ShapeException("indices are integers, not " + indices);
        }
    }

    private static List<Operator.Output> inferGather(List<Value> inputs, Attributes attributes) {
        Value x = inputs.get(0);
        requireIndices(inputs.get(1));
        int axis = x.shape().axis(attributes.integer("axis", 0));
        List<Dim> dims = new ArrayList<>(x.shape().dims().subList(0, axis));
        dims.addAll(inputs.get(1).shape().dims());
        dims.addAll(x.shape().dims().subList(axis + 1, x.shape().rank()));
        return List.of(new Operator.Output(x.type(), new Shape(dims)));
    }

    private static List<Operator.Output> inferGatherElements(List<Value> inputs, Attributes attributes) {
        Value x = inputs.get(0);
        Value indices = inputs.get(1);
        requireIndices(indices);
        requireElements(x.shape(), indices.shape(), x.shape().axis(attributes.integer("axis", 0)));
        return List.of(new Operator.Output(x.type(), indices.shape()));
    }

    /** Off the axis, indices lie within the data. */
    static void requireElements(Shape data, Shape indices, int axis) {
        boolean fits = data.rank() == indices.rank();
        for (int i = 0; fits && i < data.rank(); i++) {
            fits = i == axis
                    || data.dim(i).equals(indices.dim(i))
                    || (data.dim(i) instanceof Dim.Fixed whole
                            && indices.dim(i) instanceof Dim.Fixed part
                            && part.size() <= whole.size());
        }
        if (!fits) {
            throw new ShapeException("indices " + indices + " along axis " + axis + " of " + data);
        }
    }

    private static List<Operator.Output> inferGatherNd(List<Value> inputs, Attributes attributes) {
        Shape x = inputs.get(0).shape();
        requireIndices(inputs.get(1));
        return List.of(new Operator.Output(
                inputs.get(0).type(), taken(x, inputs.get(1).shape(), (int) attributes.integer("batch_dims", 0))));
    }

    /** The shape of the slices of {@code x} that coordinates name. */
    static Shape taken(Shape x, Shape indices, int batchAxes) {
        int last = indices.rank() - 1;
        int named = last < 0 || !(indices.dim(-1) instanceof Dim.Fixed fixed) ? -1 : (int) fixed.size();
        boolean fits = named >= 0
                && batchAxes <= last
                && batchAxes + named <= x.rank()
                && x.dims().subList(0, batchAxes).equals(indices.dims().subList(0, batchAxes));
        if (!fits) {
            throw new ShapeException("coordinates " + indices + " of " + x + " with " + batchAxes + " batch axes");
        }
        List<Dim> dims = new ArrayList<>(indices.dims().subList(0, last));
        dims.addAll(x.dims().subList(batchAxes + named, x.rank()));
        return new Shape(dims);
    }
}
