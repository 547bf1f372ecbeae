package dev.figment.train.graph;

import java.util.List;
import java.util.Locale;

/** Puts elements at places that INT64 indices name. */
public final class Scattering {
    public static final Operator SCATTER_ELEMENTS = Operator.of("ScatterElements", 3, Scattering::inferElements);
    public static final Operator SCATTER_ND = Operator.of("ScatterND", 3, Scattering::inferNd);

    /** What becomes of the element that is there. */
    public enum Reduction {
        /** It is replaced; the indices have to differ then. */
        NONE,
        /** The update is added to it. */
        ADD;

        String onnx() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private Scattering() {}

    /** The data, changed at the places that {@link Indexing#gatherElements} would take. */
    public static Value scatterElements(Value data, Value indices, Value updates, int axis, Reduction reduction) {
        Attributes attributes = Attributes.of("axis", (long) axis, "reduction", reduction.onnx());
        return data.graph().apply(SCATTER_ELEMENTS, attributes, List.of(data, indices, updates));
    }

    /** The data, changed at the places that {@link Indexing#gatherNd} would take. */
    public static Value scatterNd(Value data, Value indices, Value updates, Reduction reduction) {
        return data.graph()
                .apply(SCATTER_ND, Attributes.of("reduction", reduction.onnx()), List.of(data, indices, updates));
    }

    private static List<Operator.Output> inferElements(List<Value> inputs, Attributes attributes) {
        Value data = inputs.get(0);
        Value indices = inputs.get(1);
        Indexing.requireIndices(indices);
        Indexing.requireElements(data.shape(), indices.shape(), data.shape().axis(attributes.integer("axis", 0)));
        requireUpdates(data, inputs.get(2), indices.shape());
        return List.of(Operator.like(data));
    }

    private static List<Operator.Output> inferNd(List<Value> inputs, Attributes attributes) {
        Value data = inputs.get(0);
        Indexing.requireIndices(inputs.get(1));
        requireUpdates(
                data, inputs.get(2), Indexing.taken(data.shape(), inputs.get(1).shape(), 0));
        return List.of(Operator.like(data));
    }

    private static void requireUpdates(Value data, Value updates, Shape shape) {
        if (updates.type() != data.type() || !updates.shape().equals(shape)) {
            throw new ShapeException("updates " + updates + " of " + data + ", and " + shape + " is needed");
        }
    }
}
