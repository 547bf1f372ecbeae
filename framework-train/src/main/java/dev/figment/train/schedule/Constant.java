package dev.figment.train.schedule;

import dev.figment.api.config.Alternative;
import dev.figment.api.config.Default;
import dev.figment.api.config.Description;

/** The same rate throughout, after a warm-up. */
@Alternative("constant")
@Description("The same rate throughout")
public record Constant(
        @Description(WarmUp.KEY) @Default("0") int warmUp) implements Schedule {
    public Constant {
        WarmUp.require(warmUp);
    }

    @Override
    public double factor(long step, long total, PlateauState plateau) {
        return WarmUp.factor(step, warmUp);
    }
}
