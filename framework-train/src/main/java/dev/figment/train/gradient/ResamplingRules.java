package dev.figment.train.gradient;

import dev.figment.api.ElementType;
import dev.figment.api.Tensor;
import dev.figment.train.graph.Arithmetic;
import dev.figment.train.graph.Dim;
import dev.figment.train.graph.Layout;
import dev.figment.train.graph.MatrixProducts;
import dev.figment.train.graph.Node;
import dev.figment.train.graph.Pooling;
import dev.figment.train.graph.Resampling;
import dev.figment.train.graph.Shape;
import dev.figment.train.graph.Value;
import dev.figment.train.graph.Window;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rules of {@link Resampling}. */
final class ResamplingRules {
    private ResamplingRules() {}

    /** Repetition is summed over; linear interpolation is a matrix for each axis, and transposed. */
    static List<@Nullable Value> resize(Node node, Value g) {
        List<Long> factors = Resampling.factors(node);
        if (node.attributes().string("mode", "nearest").equals("nearest")) {
            long[] kernel = factors.stream().mapToLong(Long::longValue).toArray();
            Value mean = Pooling.average(g, Window.of(kernel).stride(kernel), true);
            long count = factors.stream().reduce(1L, (a, b) -> a * b);
            return Arrays.asList(Arithmetic.mul(mean, count), null, null);
        }
        boolean corners = node.attributes()
                .string("coordinate_transformation_mode", "half_pixel")
                .equals("align_corners");
        Shape shape = node.input(0).shape();
        Value gradient = g;
        for (int i = factors.size() - 1; i >= 0; i--) {
            if (factors.get(i) > 1) {
                gradient = alongAxis(
                        gradient, i + 2, weights((int) shape.size(i + 2), (int) (long) factors.get(i), corners));
            }
        }
        return Arrays.asList(gradient, null, null);
    }

    /** The product with a matrix [long, short] along the last axis, or the one before it. */
    private static Value alongAxis(Value x, int axis, float[][] weights) {
        int rank = x.shape().rank();
        boolean last = axis == rank - 1;
        int rows = last ? weights.length : weights[0].length;
        int columns = last ? weights[0].length : weights.length;
        Tensor matrix = Tensor.allocate(ElementType.FLOAT32, rows, columns);
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                matrix.floats().put(i * columns + j, last ? weights[i][j] : weights[j][i]);
            }
        }
        Value constant = x.graph().constant("interpolation", matrix);
        return last ? MatrixProducts.matMul(x, constant) : MatrixProducts.matMul(constant, x);
    }

    /** For each place of the longer axis how much it takes of each place of the shorter one. */
    private static float[][] weights(int size, int factor, boolean corners) {
        float[][] weights = new float[size * factor][size];
        for (int to = 0; to < size * factor; to++) {
            double from = corners ? to * (size - 1.0) / (size * factor - 1.0) : (to + 0.5) / factor - 0.5;
            double bounded = Math.min(Math.max(from, 0), size - 1.0);
            int below = (int) Math.floor(bounded);
            int above = Math.min(below + 1, size - 1);
            weights[to][below] += (float) (1 - (bounded - below));
            weights[to][above] += (float) (bounded - below);
        }
        return weights;
    }

    static List<@Nullable Value> depthToSpace(Node node, Value g) {
        long size = node.attributes().integer("blocksize", 1);
        if (node.attributes().string("mode", "DCR").equals("DCR")) {
            return List.of(Resampling.spaceToDepth(g, size));
        }
        Shape x = node.input(0).shape();
        Shape split = new Shape(
                List.of(x.dim(0), g.shape().dim(1), x.dim(2), new Dim.Fixed(size), x.dim(3), new Dim.Fixed(size)));
        return List.of(Layout.reshape(Layout.transpose(Layout.reshape(g, split), 0, 1, 3, 5, 2, 4), x));
    }

    static List<@Nullable Value> spaceToDepth(Node node, Value g) {
        long size = node.attributes().integer("blocksize", 1);
        return List.of(Resampling.depthToSpace(g, size, Resampling.BlockOrder.DCR));
    }
}
