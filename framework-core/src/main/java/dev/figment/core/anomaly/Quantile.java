package dev.figment.core.anomaly;

import dev.figment.api.config.Alternative;
import dev.figment.api.config.Default;
import dev.figment.api.config.Description;

/** The score below which a share of the normal samples lies, between two of them as NumPy and R (type 7) have it. */
@Alternative("quantile")
@Description("The score that a share of the training windows does not exceed")
public record Quantile(
        @Description("That share, from 0 to 1") @Default("0.995")
        double share) implements Threshold {
    public Quantile {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("share must be from 0 to 1");
        }
    }

    @Override
    public double of(double[] sorted) {
        return of(sorted, share);
    }

    static double of(double[] sorted, double share) {
        double place = share * (sorted.length - 1);
        int below = (int) Math.floor(place);
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}
