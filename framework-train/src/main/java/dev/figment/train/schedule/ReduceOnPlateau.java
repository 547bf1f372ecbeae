package dev.figment.train.schedule;

import dev.figment.api.config.Alternative;
import dev.figment.api.config.Default;
import dev.figment.api.config.Description;

/** Falls by a factor when the validation loss has stopped falling, as PyTorch's ReduceLROnPlateau does. */
@Alternative("plateau")
@Description("Falls by a factor when the validation loss has stopped falling")
public record ReduceOnPlateau(
        @Description("What the rate is multiplied with each time, above 0 and below 1") @Default("0.1")
        double gamma,

        @Description("Validations without a lower loss that are waited for") @Default("10")
        int patience,

        @Description("Part of the best loss by which a loss has to be lower to count as lower") @Default("0.0001")
        double threshold,

        @Description("Validations after a fall that are not counted") @Default("0")
        int cooldown,

        @Description("What is left of the rate at least, as a fraction of it") @Default("0")
        double end,

        @Description(WarmUp.KEY) @Default("0") int warmUp)
        implements Schedule {
    public ReduceOnPlateau {
        if (!(gamma > 0 && gamma < 1)) {
            throw new IllegalArgumentException("gamma must be above 0 and below 1");
        }
        if (patience < 0) {
            throw new IllegalArgumentException("patience must not be negative");
        }
        if (!(threshold >= 0 && threshold < 1)) {
            throw new IllegalArgumentException("threshold must be from 0 to below 1");
        }
        if (cooldown < 0) {
            throw new IllegalArgumentException("cooldown must not be negative");
        }
        WarmUp.requireEnd(end);
        WarmUp.require(warmUp);
    }

    @Override
    public double factor(long step, long total, PlateauState plateau) {
        return WarmUp.factor(step, warmUp) * Math.max(end, Math.pow(gamma, plateau.reductions()));
    }

    @Override
    public PlateauState validated(PlateauState before, double loss) {
        boolean lower = isLower(loss, before.bestLoss());
        double best = lower ? loss : before.bestLoss();
        int cooling = Math.max(0, before.cooling() - 1);
        int waited = lower || before.cooling() > 0 ? 0 : before.waited() + 1;
        return waited > patience
                ? new PlateauState(best, 0, cooldown, before.reductions() + 1)
                : new PlateauState(best, waited, cooling, before.reductions());
    }

    /** A loss may be negative (a log-density), and is then lower by a part of its size. */
    private boolean isLower(double loss, double best) {
        return Double.isInfinite(best) ? loss < best : loss < best - threshold * Math.abs(best);
    }
}
