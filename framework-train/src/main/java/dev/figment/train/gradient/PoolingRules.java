package dev.figment.train.gradient;

import dev.figment.api.ElementType;
import dev.figment.api.Tensor;
import dev.figment.train.graph.Arithmetic;
import dev.figment.train.graph.Graph;
import dev.figment.train.graph.Indexing;
import dev.figment.train.graph.Layout;
import dev.figment.train.graph.Node;
import dev.figment.train.graph.Pooling;
import dev.figment.train.graph.Resampling;
import dev.figment.train.graph.Scattering;
import dev.figment.train.graph.Shape;
import dev.figment.train.graph.Value;
import dev.figment.train.graph.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rules of {@link Pooling}. */
final class PoolingRules {
    private PoolingRules() {}

    /** To the element that was the largest; where windows overlap, it gets the sum. */
    static List<@Nullable Value> max(Node node, Value g) {
        Value x = node.input(0);
        Value places = node.outputs().get(1);
        Window window = Pooling.window(node);
        if (apart(window)) {
            return List.of(Pooling.unpool(g, places, window, x));
        }
        long size = count(x, "a pooling whose windows overlap");
        long pooled = count(g, "a pooling whose windows overlap");
        Value zeros = Sparse.zerosLike(Layout.reshape(x, Shape.of(size)));
        Value flat = Scattering.scatterElements(
                zeros,
                Layout.reshape(places, Shape.of(pooled)),
                Layout.reshape(g, Shape.of(pooled)),
                0,
                Scattering.Reduction.ADD);
        return List.of(Layout.reshape(flat, x.shape()));
    }

    static List<@Nullable Value> unpool(Node node, Value g) {
        long size = count(g, "the gradient of a pooling");
        return Arrays.asList(Indexing.gather(Layout.reshape(g, Shape.of(size)), node.input(1), 0), null, null);
    }

    /** Each element of a window gets its share. */
    static List<@Nullable Value> average(Node node, Value g) {
        Shape x = node.input(0).shape();
        Window window = Pooling.window(node);
        Value share = share(node, g, window);
        boolean tiles = apart(window) && window.isUnpadded() && window.kernel().equals(window.strides());
        boolean covers = true;
        for (int axis = 0; axis < window.rank(); axis++) {
            covers &= x.size(axis + 2) % window.kernel().get(axis) == 0;
        }
        if (tiles && covers) {
            return List.of(Resampling.nearest(share, window.kernel()));
        }
        long channels = x.size(1);
        long[] ones = new long[x.rank()];
        Arrays.fill(ones, 1);
        ones[0] = channels;
        for (int axis = 0; axis < window.rank(); axis++) {
            ones[axis + 2] = window.kernel().get(axis);
        }
        Value weight = g.graph().constant("ones", filled(1, ones));
        return List.of(InputGradient.byTransposedConvolution(share, weight, window, channels, x));
    }

    private static Value share(Node node, Value g, Window window) {
        boolean countPads = node.attributes().integer("count_include_pad", 0) != 0;
        if (countPads || window.isUnpadded()) {
            return Arithmetic.mul(g, 1f / window.elements());
        }
        Shape x = node.input(0).shape();
        Value share = g;
        for (int axis = 0; axis < window.rank(); axis++) {
            share = Arithmetic.mul(share, inverseCounts(g.graph(), window, axis, x, g.shape()));
        }
        return share;
    }

    /** For each place on an axis one over the number of elements that are no pads, broadcast to the output. */
    private static Value inverseCounts(Graph graph, Window window, int axis, Shape x, Shape pooled) {
        long[] shape = new long[pooled.rank()];
        Arrays.fill(shape, 1);
        int places = (int) pooled.size(axis + 2);
        shape[axis + 2] = places;
        float[] inverse = new float[places];
        for (int place = 0; place < places; place++) {
            long start = place * window.strides().get(axis) - window.padsBegin().get(axis);
            long end = Math.min(start + window.kernel().get(axis), x.size(axis + 2));
            inverse[place] = 1f / (end - Math.max(start, 0));
        }
        return graph.constant("shares", Tensor.ofFloats(inverse, shape));
    }

    /** Whether no element is seen from two places. */
    private static boolean apart(Window window) {
        List<Boolean> each = new ArrayList<>();
        for (int axis = 0; axis < window.rank(); axis++) {
            each.add(window.strides().get(axis) >= window.span(axis));
        }
        return !each.contains(false);
    }

    private static long count(Value value, String what) {
        return value.shape()
                .count()
                .orElseThrow(() -> new GradientException(what + " has no gradient for the open shape " + value.shape()
                        + ": all sizes have to be fixed"));
    }

    private static Tensor filled(float number, long... shape) {
        Tensor tensor = Tensor.allocate(ElementType.FLOAT32, shape);
        for (int i = 0; i < tensor.count(); i++) {
            tensor.floats().put(i, number);
        }
        return tensor;
    }
}
