package dev.figment.train.layout;

import dev.figment.api.Tensor;
import dev.figment.train.graph.Layout;
import dev.figment.train.graph.MatrixProducts;
import dev.figment.train.graph.Padding;
import dev.figment.train.graph.Shape;
import dev.figment.train.graph.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** A transposed convolution: what each q of {@link Adjoint} sees, times the weight of all phases, which then take their places. */
final class PhaseForm {
    private static final Tensor NONE = Tensor.ofLongs(new long[0], 0);

    private final Adjoint adjoint;
    private final List<Long> sizes;
    private final long in;
    private final long out;
    private final boolean pointwise;
    private final Tensor seen;
    private final Tensor taken;

    private PhaseForm(Adjoint adjoint, List<Long> sizes, long in, long out) {
        this.adjoint = adjoint;
        this.sizes = sizes;
        this.in = in;
        this.out = out;
        this.pointwise = adjoint.axes().stream()
                .allMatch(axis -> axis.taps() == 1 && axis.first() == 0 && axis.count() == axis.places());
        this.seen = pointwise ? NONE : seen();
        this.taken = isInOrder() ? NONE : taken();
    }

    static Value of(Value x, Value weight, Adjoint adjoint, List<Long> sizes, Optional<Value> bias) {
        PhaseForm form =
                new PhaseForm(adjoint, sizes, Rows.channels(x), weight.shape().size(1));
        long phases = adjoint.count(Adjoint.Axis::phases);
        Value matrix = form.weight(weight);
        Optional<Value> repeated =
                bias.map(b -> phases == 1 ? b : Layout.concat(Collections.nCopies((int) phases, b), 0));
        List<Value> parts = new ArrayList<>();
        long samples = x.shape().size(0);
        for (Value block : Blocks.of(x, 0, Blocks.sizes(samples, form.seen.count() * form.in))) {
            Value rows = form.rows(block);
            Value product = repeated.map(b -> MatrixProducts.gemm(rows, false, matrix, false, b))
                    .orElseGet(() -> MatrixProducts.gemm(rows, false, matrix, false));
            parts.add(form.inPlace(product, block.shape().size(0)));
        }
        return Rows.atPlaces(RowConvolution.joined(parts), samples, sizes);
    }

    private boolean isInOrder() {
        return adjoint.axes().stream().allMatch(axis -> axis.phases() == 1);
    }

    /** For each q and each tap the row of the padded input. */
    private Tensor seen() {
        List<Long> both = Stream.concat(
                        adjoint.each(Adjoint.Axis::count).stream(), adjoint.each(Adjoint.Axis::taps).stream())
                .toList();
        return Places.numbers(both, at -> {
            long row = 0;
            for (int i = 0; i < adjoint.rank(); i++) {
                Adjoint.Axis axis = adjoint.axes().get(i);
                long place = axis.first() + at[i] - axis.apart() * at[i + adjoint.rank()];
                row = row * axis.padded() + place + axis.begin();
            }
            return row;
        });
    }

    /** For each position of the output the row of the product, whose rows are cut into phases. */
    private Tensor taken() {
        long phases = adjoint.count(Adjoint.Axis::phases);
        return Places.numbers(sizes, at -> {
            long row = 0;
            long phase = 0;
            for (int i = 0; i < adjoint.rank(); i++) {
                Adjoint.Axis axis = adjoint.axes().get(i);
                row = row * axis.count() + axis.quotient(at[i]) - axis.first();
                phase = phase * axis.phases() + axis.phase(at[i]);
            }
            return row * phases + phase;
        });
    }

    /** [N · q, taps · O]. */
    private Value rows(Value block) {
        if (pointwise) {
            return Rows.matrix(block);
        }
        long samples = block.shape().size(0);
        Value padded = Rows.pad(block, adjoint.each(Adjoint.Axis::begin), adjoint.each(Adjoint.Axis::end));
        Value flat = Layout.reshape(padded, Shape.of(samples, adjoint.count(Adjoint.Axis::padded), in));
        long taps = adjoint.count(Adjoint.Axis::taps);
        return Layout.reshape(
                Rows.gather(flat, seen), Shape.of(samples * adjoint.count(Adjoint.Axis::count), taps * in));
    }

    private Value inPlace(Value product, long samples) {
        if (isInOrder()) {
            return product;
        }
        long rows = adjoint.count(axis -> axis.count() * axis.phases());
        return Rows.gather(Layout.reshape(product, Shape.of(samples, rows, out)), taken);
    }

    /** [taps · O, phases · C]; elements beyond the kernel are zeros. */
    private Value weight(Value weight) {
        int rank = adjoint.rank();
        List<Long> more = new ArrayList<>(List.of(0L, 0L));
        List<Long> split = new ArrayList<>(List.of(in, out));
        for (Adjoint.Axis axis : adjoint.axes()) {
            more.add(axis.taps() * axis.phases() - axis.kernel());
            split.add(axis.taps());
            split.add(axis.phases());
        }
        Value whole = Padding.pad(weight, Padding.Mode.CONSTANT, Collections.nCopies(rank + 2, 0L), more);
        LongStream taps = LongStream.range(0, rank).map(axis -> 2 + 2 * axis);
        LongStream phases = LongStream.range(0, rank).map(axis -> 3 + 2 * axis);
        long[] order = LongStream.concat(
                        LongStream.concat(taps, LongStream.of(0)), LongStream.concat(phases, LongStream.of(1)))
                .toArray();
        return Layout.reshape(
                Rows.ordered(Layout.reshape(whole, Rows.shape(split)), order),
                Shape.of(adjoint.count(Adjoint.Axis::taps) * in, adjoint.count(Adjoint.Axis::phases) * out));
    }
}
