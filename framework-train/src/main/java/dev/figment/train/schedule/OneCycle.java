package dev.figment.train.schedule;

import dev.figment.api.config.Alternative;
import dev.figment.api.config.Default;
import dev.figment.api.config.Description;

/**
 * Rises to the whole rate and falls far below where it began (Smith and Topin 2018; PyTorch's two phases and defaults).
 * The momentum stays as it is.
 */
@Alternative("one-cycle")
@Description("Rises to the whole rate and falls far below where it began (Smith and Topin 2018)")
public record OneCycle(
        @Description("Part of the steps in which the rate rises, from 0 to 1") @Default("0.3")
        double rise,

        @Description("The rate at first, as a fraction of the whole") @Default("0.04")
        double start,

        @Description("What is left of the rate at the end, as a fraction of it") @Default("0.000004")
        double end,

        @Description("How it goes from one rate to the next") @Default("cosine")
        Curve curve)
        implements Schedule {
    /** A way from one rate to the next. */
    public enum Curve {
        COSINE,
        LINEAR
    }

    public OneCycle {
        if (!(rise >= 0 && rise <= 1)) {
            throw new IllegalArgumentException("rise must be from 0 to 1");
        }
        if (!(start >= 0 && start <= 1)) {
            throw new IllegalArgumentException("start must be from 0 to 1");
        }
        WarmUp.requireEnd(end);
    }

    @Override
    public double factor(long step, long total, PlateauState plateau) {
        double top = Math.max(0, rise * total - 1);
        double last = total - 1.0;
        if (step < top) {
            return between(start, 1, step / top);
        }
        return last > top ? between(1, end, Math.min(1, (step - top) / (last - top))) : 1;
    }

    private double between(double from, double to, double progress) {
        double done = curve == Curve.LINEAR ? progress : 0.5 * (1 - Math.cos(Math.PI * progress));
        return from + (to - from) * done;
    }
}
