package dev.figment.train.precision;

import dev.figment.api.Tensor;

/**
 * What a loss is multiplied with before it is differentiated, so that small gradients are not lost in FLOAT16
 * (Micikevicius et al. 2018, section 3.2): halved when a gradient is not finite, in which case the step is to be skipped,
 * and doubled after many steps without one. A power of two, so that it rounds nothing. It is part of a training's state.
 *
 * @param value from 1 to 2²⁴
 * @param good steps since it last changed
 */
public record LossScale(float value, int good) {
    /** As PyTorch begins. */
    public static final LossScale INITIAL = new LossScale(65_536, 0);

    /** Steps without an overflow after which it grows; PyTorch's number. */
    static final int GROWTH_INTERVAL = 2_000;

    private static final float LEAST = 1;
    private static final float MOST = 1 << 24;

    public LossScale {
        if (!(value >= LEAST && value <= MOST) || good < 0) {
            throw new IllegalArgumentException("a loss scale of " + value + " after " + good + " good steps");
        }
    }

    /** After a step whose gradients, divided by the scale again, were finite or not. */
    public LossScale after(boolean finite) {
        if (!finite) {
            return new LossScale(Math.max(LEAST, value / 2), 0);
        }
        return good + 1 < GROWTH_INTERVAL
                ? new LossScale(value, good + 1)
                : new LossScale(Math.min(MOST, value * 2), 0);
    }

    /** For a checkpoint: FLOAT32 [2]. */
    public Tensor tensor() {
        return Tensor.ofFloats(new float[] {value, good}, 2);
    }

    /**
     * From a checkpoint.
     *
     * @throws IllegalArgumentException if it is none that can be
     */
    public static LossScale of(Tensor saved) {
        if (saved.count() != 2) {
            throw new IllegalArgumentException("a loss scale is two numbers, not " + saved);
        }
        return new LossScale(saved.floats().get(0), (int) saved.floats().get(1));
    }
}
