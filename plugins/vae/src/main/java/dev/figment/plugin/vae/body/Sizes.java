package dev.figment.plugin.vae.body;

import dev.figment.train.graph.Dim;
import dev.figment.train.graph.Layout;
import dev.figment.train.graph.Shape;
import dev.figment.train.graph.Value;
import dev.figment.train.nn.Convolution;
import dev.figment.train.nn.TransposedConvolution;
import java.util.ArrayList;
import java.util.List;

/** Shapes that the bodies share, and checks of their keys. */
final class Sizes {
    static final String ACTIVATION = "After each hidden layer: relu, leaky-relu, gelu, silu, tanh or sigmoid";

    private static final int RANK_OF_SERIES = 3;

    private Sizes() {}

    /** [samples, numbers] as [samples, shape…]. */
    static Value unflatten(Value x, List<Long> shape) {
        List<Dim> dims = new ArrayList<>();
        dims.add(x.shape().dim(0));
        shape.forEach(size -> dims.add(new Dim.Fixed(size)));
        return Layout.reshape(x, new Shape(dims));
    }

    static long product(List<Long> shape) {
        return shape.stream().reduce(1L, (a, b) -> a * b);
    }

    /** Over as many axes as there are after samples and channels, with a kernel of that size along each. */
    static Convolution convolution(Value x, long channels, long kernel) {
        return x.shape().dims().size() == RANK_OF_SERIES
                ? Convolution.conv1d(channels, kernel)
                : Convolution.conv2d(channels, kernel);
    }

    /** As {@link #convolution}. */
    static TransposedConvolution transposed(Value x, long channels, long kernel) {
        return x.shape().dims().size() == RANK_OF_SERIES
                ? TransposedConvolution.convTranspose1d(channels, kernel)
                : TransposedConvolution.convTranspose2d(channels, kernel);
    }

    /** {@code size}, its half, its quarter, …, each rounded up: one more than there are levels. */
    static List<Long> halved(long size, int levels) {
        List<Long> sizes = new ArrayList<>(List.of(size));
        for (int level = 0; level < levels; level++) {
            sizes.add((sizes.get(level) + 1) / 2);
        }
        return sizes;
    }

    static void requireWidths(String key, List<Integer> widths) {
        require(widths.stream().allMatch(width -> width >= 1), key + " must hold widths of at least 1");
    }

    static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }
}
