package dev.figment.train.loop;

import dev.figment.api.config.Default;
import dev.figment.api.config.Description;

/** The key {@code schedule} of a training config: how the learning rate changes. */
@Description("How the learning rate changes over the training")
public record Schedule(
        @Description("constant, linear (down to the end) or cosine (Loshchilov and Hutter 2017)") @Default("constant")
        Kind use,

        @Description("Steps at the beginning over which the rate grows from 0") @Default("0")
        int warmUp,

        @Description("What is left of the rate at the end, as a fraction of it, for linear and cosine") @Default("0")
        double end) {
    /** The shapes of the curve after the warm-up. */
    public enum Kind {
        CONSTANT,
        LINEAR,
        COSINE
    }

    public Schedule {
        if (warmUp < 0) {
            throw new IllegalArgumentException("warm-up must not be negative");
        }
        if (!(end >= 0 && end <= 1)) {
            throw new IllegalArgumentException("end must be from 0 to 1");
        }
    }

    /**
     * What the learning rate is multiplied with.
     *
     * @param step counts from 0
     * @param total steps of the whole training
     */
    public double factor(long step, long total) {
        if (step < warmUp) {
            return (step + 1.0) / warmUp;
        }
        double progress = Math.min(1, (step - warmUp) / (double) Math.max(1, total - warmUp));
        return switch (use) {
            case CONSTANT -> 1;
            case LINEAR -> end + (1 - end) * (1 - progress);
            case COSINE -> end + (1 - end) * 0.5 * (1 + Math.cos(Math.PI * progress));
        };
    }
}
