package dev.figment.train.schedule;

import dev.figment.api.config.Alternative;
import dev.figment.api.config.Default;
import dev.figment.api.config.Description;

/** Falls by a factor each time that so many steps are done, those of the warm-up included. */
@Alternative("step")
@Description("Falls by a factor each time that so many steps are done")
public record Steps(
        @Description("Steps from one fall to the next") int every,

        @Description("What the rate is multiplied with each time, above 0 and at most 1") @Default("0.1")
        double gamma,

        @Description(WarmUp.KEY) @Default("0") int warmUp)
        implements Schedule {
    public Steps {
        if (every < 1) {
            throw new IllegalArgumentException("every must be at least 1");
        }
        if (!(gamma > 0 && gamma <= 1)) {
            throw new IllegalArgumentException("gamma must be above 0 and at most 1");
        }
        WarmUp.require(warmUp);
    }

    @Override
    public double factor(long step, long total, PlateauState plateau) {
        return WarmUp.factor(step, warmUp) * Math.pow(gamma, (double) (step / every));
    }
}
