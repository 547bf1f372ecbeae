package dev.figment.train.layout;

import dev.figment.api.Tensor;
import dev.figment.train.graph.Arithmetic;
import dev.figment.train.graph.Layout;
import dev.figment.train.graph.MatrixProducts;
import dev.figment.train.graph.Padding;
import dev.figment.train.graph.Reductions;
import dev.figment.train.graph.Shape;
import dev.figment.train.graph.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A transposed convolution: what each place of the input gives to all positions that it has a part in; each position then
 * adds up its parts.
 */
final class SumForm {
    private final Adjoint adjoint;
    private final List<Long> sizes;
    private final long places;
    private final long kernel;
    private final Tensor parts;

    private SumForm(Adjoint adjoint, List<Long> sizes) {
        this.adjoint = adjoint;
        this.sizes = sizes;
        this.places = adjoint.count(Adjoint.Axis::places);
        this.kernel = adjoint.count(Adjoint.Axis::kernel);
        this.parts = parts();
    }

    static Value of(Value x, Value weight, Adjoint adjoint, List<Long> sizes, Optional<Value> bias) {
        SumForm form = new SumForm(adjoint, sizes);
        long out = weight.shape().size(1);
        Value matrix = Layout.reshape(
                Rows.ordered(weight, Rows.channelsLast(weight.shape().rank())),
                Shape.of(Rows.channels(x), form.kernel * out));
        long samples = x.shape().size(0);
        List<Value> results = new ArrayList<>();
        for (Value block : Blocks.of(x, 0, Blocks.sizes(samples, form.parts.count() * out))) {
            results.add(form.sums(block, matrix, out));
        }
        Value result = Rows.atPlaces(RowConvolution.joined(results), samples, sizes);
        return bias.map(b -> Arithmetic.add(result, b)).orElse(result);
    }

    /** For each position and each of its taps, the part that it takes; beside the input there is one of zeros. */
    private Tensor parts() {
        int rank = adjoint.rank();
        List<Long> both = Stream.concat(sizes.stream(), adjoint.each(Adjoint.Axis::taps).stream())
                .toList();
        return Places.numbers(both, at -> {
            long place = 0;
            long element = 0;
            boolean inside = true;
            for (int i = 0; i < rank; i++) {
                Adjoint.Axis axis = adjoint.axes().get(i);
                long onAxis = axis.quotient(at[i]) - axis.apart() * at[i + rank];
                long ofKernel = axis.phase(at[i]) + axis.phases() * at[i + rank];
                inside &= onAxis >= 0 && onAxis < axis.places() && ofKernel < axis.kernel();
                place = place * axis.places() + onAxis;
                element = element * axis.kernel() + ofKernel;
            }
            return inside ? place * kernel + element : places * kernel;
        });
    }

    /** [N · positions, C]. */
    private Value sums(Value block, Value matrix, long out) {
        long samples = block.shape().size(0);
        Value flat = Layout.reshape(block, Shape.of(samples, places, Rows.channels(block)));
        Value product = MatrixProducts.gemm(Rows.matrix(Padding.zeros(flat, 1, 0, 1)), false, matrix, false);
        Value given = Layout.reshape(product, Shape.of(samples, (places + 1) * kernel, out));
        long taps = adjoint.count(Adjoint.Axis::taps);
        Value taken = Layout.reshape(Rows.gather(given, parts), Shape.of(samples * Places.count(sizes), taps, out));
        return taps == 1
                ? Layout.reshape(taken, Shape.of(samples * Places.count(sizes), out))
                : Reductions.sum(taken, List.of(1L), false);
    }
}
