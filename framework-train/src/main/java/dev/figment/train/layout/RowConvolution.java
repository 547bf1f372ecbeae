package dev.figment.train.layout;

import dev.figment.train.graph.Arithmetic;
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
 * its places, and the weight or the output's gradient. The weight is [O, C, kernel…] as everywhere. What the window sees is
 * several times as large as the input, so that the gradient gathers it again.
 */
final class RowConvolution {
    private RowConvolution() {}

    /** From [N, …, C] to [N, …, O]. */
    static Value forward(Value x, Value weight, Window window, Optional<Value> bias) {
        Unfolded unfolded = new Unfolded(window, Rows.places(x), Rows.channels(x));
        Value matrix = Layout.reshape(
                Rows.ordered(weight, Rows.channelsLast(weight.shape().rank())),
                Shape.of(weight.shape().size(0), window.elements() * Rows.channels(x)));
        List<Value> parts = new ArrayList<>();
        for (Value block : Blocks.of(x, 0, Blocks.sizes(x.shape().size(0), unfolded.size()))) {
            Value seen = unfolded.of(block);
            parts.add(bias.map(b -> MatrixProducts.gemm(seen, false, matrix, true, b))
                    .orElseGet(() -> MatrixProducts.gemm(seen, false, matrix, true)));
        }
        return Rows.atPlaces(joined(parts), x.shape().size(0), unfolded.places());
    }

    /**
     * The gradient in the weight, [O, C, kernel…].
     *
     * @param g of the output, [N, …, O]
     */
    static Value weightGradient(Value x, Value g, Window window) {
        Unfolded unfolded = new Unfolded(window, Rows.places(x), Rows.channels(x));
        long[] sizes = Blocks.sizes(x.shape().size(0), unfolded.size());
        // With an axis more, since ONNX Runtime computes nodes that are alike once, and would keep what the convolution
        // saw.
        Value again = Layout.reshape(
                x, Rows.shape(List.of(1L, x.shape().size(0)), Rows.places(x), List.of(Rows.channels(x))));
        List<Value> blocks = Blocks.of(again, 1, sizes);
        List<Value> gradients = Blocks.of(g, 0, sizes);
        List<Value> parts = new ArrayList<>(); // [O, K · C]
        for (int i = 0; i < blocks.size(); i++) {
            parts.add(MatrixProducts.gemm(Rows.matrix(gradients.get(i)), true, unfolded.of(blocks.get(i)), false));
        }
        Value product = parts.size() == 1 ? parts.get(0) : Arithmetic.sum(parts);
        int rank = window.rank();
        Value weight = Layout.reshape(
                product, Rows.shape(List.of(Rows.channels(g)), window.kernel(), List.of(Rows.channels(x))));
        return Rows.ordered(
                weight,
                LongStream.concat(LongStream.of(0, rank + 1L), LongStream.range(1, rank + 1L))
                        .toArray());
    }

    static Value joined(List<Value> parts) {
        return parts.size() == 1 ? parts.get(0) : Layout.concat(parts, 0);
    }
}
