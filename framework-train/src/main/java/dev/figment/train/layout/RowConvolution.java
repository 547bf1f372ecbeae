package dev.figment.train.layout;

import dev.figment.train.graph.Layout;
import dev.figment.train.graph.MatrixProducts;
import dev.figment.train.graph.Shape;
import dev.figment.train.graph.Value;
import dev.figment.train.graph.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * A convolution of one group, and its gradient in the weight, as a product of matrices: of what the window sees at each of
 * its places, and the weight or the output's gradient. The weight is [O, C, kernel…] as everywhere.
 */
final class RowConvolution {
    private RowConvolution() {}

    /** From [N, …, C] to [N, …, O]. */
    static Value forward(Value x, Value weight, Window window, Optional<Value> bias) {
        int rank = window.rank();
        long[] order = LongStream.concat(
                        LongStream.concat(LongStream.of(0), LongStream.range(2, rank + 2L)), LongStream.of(1))
                .toArray();
        Value rows = seen(x, window);
        Value matrix = Layout.reshape(
                Rows.ordered(weight, order),
                Shape.of(weight.shape().size(0), rows.shape().size(1)));
        Value product = bias.map(b -> MatrixProducts.gemm(rows, false, matrix, true, b))
                .orElseGet(() -> MatrixProducts.gemm(rows, false, matrix, true));
        return Rows.atPlaces(product, x.shape().size(0), places(x, window));
    }

    /**
     * The gradient in the weight, [O, C, kernel…].
     *
     * @param g of the output, [N, …, O]
     */
    static Value weightGradient(Value x, Value g, Window window) {
        Value product = MatrixProducts.gemm(Rows.matrix(g), true, seen(x, window), false); // [O, K · C]
        int rank = window.rank();
        Value parts = Layout.reshape(
                product, Rows.shape(List.of(Rows.channels(g)), window.kernel(), List.of(Rows.channels(x))));
        long[] order = LongStream.concat(LongStream.of(0, rank + 1L), LongStream.range(1, rank + 1L))
                .toArray();
        return Rows.ordered(parts, order);
    }

    /** Once for the convolution and for its gradient. */
    private static Value seen(Value x, Window window) {
        return window.isPointwise()
                ? Rows.matrix(x)
                : x.graph().once(List.of("seen", x, window), () -> Rows.seen(x, window));
    }

    private static List<Long> places(Value x, Window window) {
        List<Long> places = new ArrayList<>();
        for (int axis = 0; axis < window.rank(); axis++) {
            places.add(window.places(axis, x.shape().size(axis + 1)));
        }
        return places;
    }
}
