package dev.figment.train.nn;

import dev.figment.train.graph.Arithmetic;
import dev.figment.train.graph.Dim;
import dev.figment.train.graph.Shape;
import dev.figment.train.graph.Value;

/**
 * Sets elements to 0 in training, and multiplies the others by 1 / (1 − rate) (Srivastava et al. 2014); otherwise the
 * value as it is.
 *
 * @param rate of those that are dropped, in [0, 1)
 * @param wholeChannels whether each channel of [samples, channels, …] is dropped or kept as a whole (Tompson et al. 2015;
 *     PyTorch's Dropout2d)
 */
public record Dropout(double rate, boolean wholeChannels) implements Layer {
    public Dropout {
        if (!(rate >= 0 && rate < 1)) {
            throw new IllegalArgumentException("a dropout rate of " + rate + ", which has to be in [0, 1)");
        }
    }

    /** Each element on its own. */
    public Dropout(double rate) {
        this(rate, false);
    }

    /** Whole channels. */
    public static Dropout ofChannels(double rate) {
        return new Dropout(rate, true);
    }

    @Override
    public Value apply(Scope scope, Value x) {
        if (rate == 0 || !scope.isTraining()) {
            return x;
        }
        Shape shape = x.shape();
        for (int axis = 2; wholeChannels && axis < shape.rank(); axis++) {
            shape = shape.with(axis, new Dim.Fixed(1));
        }
        return Arithmetic.mul(x, scope.noise("mask", Noise.dropout(rate), shape));
    }
}
