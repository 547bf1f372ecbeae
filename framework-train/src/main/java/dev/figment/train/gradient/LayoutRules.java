package dev.figment.train.gradient;

import dev.figment.api.ElementType;
import dev.figment.api.Tensor;
import dev.figment.train.graph.Broadcasting;
import dev.figment.train.graph.Conversion;
import dev.figment.train.graph.Dim;
import dev.figment.train.graph.Layout;
import dev.figment.train.graph.Node;
import dev.figment.train.graph.Shape;
import dev.figment.train.graph.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rules of {@link Layout}: what was moved is moved back. */
final class LayoutRules {
    private LayoutRules() {}

    static List<@Nullable Value> reshape(Node node, Value g) {
        return Arrays.asList(Layout.reshape(g, node.input(0).shape()), null);
    }

    static List<@Nullable Value> expand(Node node, Value g) {
        return Arrays.asList(Broadcasting.sumTo(g, node.input(0).shape()), null);
    }

    static List<@Nullable Value> transpose(Node node, Value g) {
        List<Long> order = node.attributes().integers("perm");
        long[] inverse = new long[order.size()];
        for (int axis = 0; axis < inverse.length; axis++) {
            inverse[order.get(axis).intValue()] = axis;
        }
        return List.of(Layout.transpose(g, inverse));
    }

    static List<@Nullable Value> concat(Node node, Value g) {
        int axis = (int) node.attributes().integer("axis", 0);
        List<@Nullable Value> gradients = new ArrayList<>();
        long start = 0;
        for (Value input : node.inputs()) {
            long end = start + input.shape().size(axis);
            gradients.add(Layout.slice(g, axis, start, end));
            start = end;
        }
        return gradients;
    }

    /** Zeros before and after. */
    static List<@Nullable Value> slice(Node node, Value g) {
        Shape whole = node.input(0).shape();
        long start = node.input(1).constantIntegers().get(0);
        long end = node.input(2).constantIntegers().get(0);
        int axis = node.input(3).constantIntegers().get(0).intValue();
        List<Value> parts = new ArrayList<>();
        if (start > 0) {
            parts.add(zeros(g, whole.with(axis, new Dim.Fixed(start))));
        }
        parts.add(g);
        if (end < whole.size(axis)) {
            parts.add(zeros(g, whole.with(axis, new Dim.Fixed(whole.size(axis) - end))));
        }
        Value padded = parts.size() == 1 ? g : Layout.concat(parts, axis);
        return Arrays.asList(padded, null, null, null);
    }

    static List<@Nullable Value> cast(Node node, Value g) {
        boolean real =
                node.input(0).type() == ElementType.FLOAT32 || node.input(0).type() == ElementType.FLOAT16;
        return Collections.singletonList(real ? Conversion.cast(g, node.input(0).type()) : null);
    }

    private static Value zeros(Value g, Shape shape) {
        if (shape.count().isEmpty()) {
            throw new GradientException("a slice of " + shape + " has no gradient: its size has to be fixed");
        }
        return g.graph()
                .initializer(
                        "zeros" + g.graph().initializers().size(), Tensor.allocate(ElementType.FLOAT32, shape.sizes()));
    }
}
