package dev.figment.train.gradient;

import dev.figment.api.Tensor;
import dev.figment.train.graph.Arithmetic;
import dev.figment.train.graph.Attributes;
import dev.figment.train.graph.Axes;
import dev.figment.train.graph.Dim;
import dev.figment.train.graph.Fills;
import dev.figment.train.graph.Layout;
import dev.figment.train.graph.Node;
import dev.figment.train.graph.Reductions;
import dev.figment.train.graph.Scans;
import dev.figment.train.graph.Shape;
import dev.figment.train.graph.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rules of {@link Scans}, {@link Fills} and {@link Axes}. */
final class ScanRules {
    private ScanRules() {}

    /** Each element is in the sums of all places after it, so the gradient runs backwards. */
    static List<@Nullable Value> cumSum(Node node, Value g) {
        Attributes attributes = Attributes.of(
                "exclusive",
                node.attributes().integer("exclusive", 0),
                "reverse",
                1 - node.attributes().integer("reverse", 0));
        return Collections.singletonList(g.graph().apply(Scans.CUM_SUM, attributes, List.of(g, node.input(1))));
    }

    static List<@Nullable Value> triangle(Node node, Value g) {
        List<Value> inputs = new ArrayList<>(node.inputs());
        inputs.set(0, g);
        return Collections.singletonList(g.graph().apply(Fills.TRILU, node.attributes(), inputs));
    }

    /** To the two elements: the sums of the gradients where each of them stands. */
    static List<@Nullable Value> oneHot(Node node, Value g) {
        Value marks = g.graph().constant("marks", Tensor.ofFloats(new float[] {0, 1}, 2));
        Value hot = g.graph().apply(Fills.ONE_HOT, node.attributes(), List.of(node.input(0), node.input(1), marks));
        Value on = Reductions.sum(Arithmetic.mul(g, hot));
        Value off = Arithmetic.sub(Reductions.sum(g), on);
        return Arrays.asList(null, null, Layout.concat(List.of(Axes.unsqueeze(off, 0), Axes.unsqueeze(on, 0)), 0));
    }

    /** As an own axis for each axis' repetitions, over which is summed. */
    static List<@Nullable Value> tile(Node node, Value g) {
        Shape shape = node.input(0).shape();
        List<Dim> dims = new ArrayList<>();
        List<Long> repeats = new ArrayList<>();
        for (int axis = 0; axis < shape.rank(); axis++) {
            if (!shape.dim(axis).equals(g.shape().dim(axis))) {
                repeats.add((long) dims.size());
                dims.add(new Dim.Fixed(g.shape().size(axis) / shape.size(axis)));
            }
            dims.add(shape.dim(axis));
        }
        return Collections.singletonList(Reductions.sum(Layout.reshape(g, new Shape(dims)), repeats, false));
    }
}
