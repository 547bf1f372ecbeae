package dev.figment.train.step;

import dev.figment.api.config.Default;
import dev.figment.api.config.Description;

/**
 * An exponential moving average of the weights: after each update {@code average += (1 − decay) · (weight − average)}
 * (Polyak and Juditsky 1992 average all; Tarvainen and Valpola 2017, eq. 1, with this recursion). It begins at the first
 * weights.
 *
 * @param decay in [0, 1)
 * @param warmUp whether the decay of the t-th update is at most (1 + t) / (10 + t), so that the average follows the fast
 *     changes at the beginning
 */
@Description("A moving average of the weights, which validation and export use")
public record Ema(
        @Description("How much of the average stays at each step, from 0 to below 1") @Default("0.999")
        double decay,

        @Description("Whether the decay is smaller in the first steps") @Default("true")
        boolean warmUp) {
    public Ema {
        if (!(decay >= 0 && decay < 1)) {
            throw new IllegalArgumentException("decay must be from 0 to below 1");
        }
    }

    /**
     * The decay of an update.
     *
     * @param update counts from 1
     */
    double decayAt(long update) {
        return warmUp ? Math.min(decay, (1.0 + update) / (10.0 + update)) : decay;
    }
}
