package dev.figment.train.loop;

import dev.figment.api.config.Default;
import dev.figment.api.config.Description;

/** The key {@code non-finite} of a training config: what happens when a step's loss is NaN or infinite. */
@Description("What happens when a loss is NaN or infinite")
public record NonFinite(
        @Description("stop (the run ends, its last checkpoint stays) or skip (the step changes nothing)")
        @Default("stop")
        Then then,

        @Description("Steps that may be skipped one after the other before the run ends") @Default("10")
        int limit) {
    /** What the run does. */
    public enum Then {
        STOP,
        SKIP
    }

    /** The run ends. */
    public static final NonFinite STOP = new NonFinite(Then.STOP, 10);

    public NonFinite {
        if (limit < 1) {
            throw new IllegalArgumentException("limit must be at least 1");
        }
    }
}
