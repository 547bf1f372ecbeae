package dev.figment.train.schedule;

import dev.figment.api.config.Alternative;
import dev.figment.api.config.Default;
import dev.figment.api.config.Description;

/** Falls along half a cosine, after a warm-up (Loshchilov and Hutter 2017, eq. 5, without restarts). */
@Alternative("cosine")
@Description("Falls along half a cosine to the end (Loshchilov and Hutter 2017)")
public record Cosine(
        @Description(WarmUp.KEY) @Default("0") int warmUp,

        @Description("What is left of the rate at the end, as a fraction of it") @Default("0")
        double end)
        implements Schedule {
    public Cosine {
        WarmUp.require(warmUp);
        WarmUp.requireEnd(end);
    }

    @Override
    public double factor(long step, long total, PlateauState plateau) {
        return step < warmUp
                ? WarmUp.factor(step, warmUp)
                : end + (1 - end) * 0.5 * (1 + Math.cos(Math.PI * WarmUp.progress(step, total, warmUp)));
    }
}
