package dev.figment.train.schedule;

import dev.figment.api.config.Alternative;
import dev.figment.api.config.Default;
import dev.figment.api.config.Description;

/** Falls evenly, after a warm-up. */
@Alternative("linear")
@Description("Falls evenly to the end")
public record Linear(
        @Description(WarmUp.KEY) @Default("0") int warmUp,

        @Description("What is left of the rate at the end, as a fraction of it") @Default("0")
        double end)
        implements Schedule {
    public Linear {
        WarmUp.require(warmUp);
        WarmUp.requireEnd(end);
    }

    @Override
    public double factor(long step, long total, PlateauState plateau) {
        return step < warmUp
                ? WarmUp.factor(step, warmUp)
                : end + (1 - end) * (1 - WarmUp.progress(step, total, warmUp));
    }
}
