package dev.figment.train.layout;

import dev.figment.train.graph.Value;
import dev.figment.train.graph.Window;
import java.util.List;
import java.util.Optional;

/** The adjoint of a convolution of one group in its input, from [N, places…, O] to [N, sizes…, C], in one of two forms. */
final class RowTransposedConvolution {
    /**
     * Where {@link PhaseForm} multiplies more often than this, compared with what is needed, {@link SumForm} is faster: at
     * 1.13 (16 places on each axis, 4×4 of stride 2) the former took 10.5 ms to 15.0 ms, at 1.27 (8 places) 8.8 to 8.7.
     */
    private static final double MOST_WASTE = 1.2;

    private RowTransposedConvolution() {}

    /**
     * The result.
     *
     * @param weight [O, C, kernel…]
     * @param sizes of the spatial axes of the result
     * @param bias [C]
     */
    static Value of(Value x, Value weight, Window window, List<Long> sizes, Optional<Value> bias) {
        Adjoint adjoint = Adjoint.of(window, Rows.places(x), sizes);
        double waste = (double) adjoint.count(axis -> axis.count() * axis.phases() * axis.taps())
                / adjoint.count(axis -> axis.places() * axis.kernel());
        return window.moves(1) || waste <= MOST_WASTE
                ? PhaseForm.of(x, weight, adjoint, sizes, bias)
                : SumForm.of(x, weight, adjoint, sizes, bias);
    }
}
