package dev.figment.core.anomaly;

import dev.figment.api.config.Alternative;
import dev.figment.api.config.Default;
import dev.figment.api.config.Description;
import java.util.Arrays;

/**
 * Peaks over a threshold (Siffer et al. 2017, "Anomaly Detection in Streams with Extreme Value Theory", eq. 1): what exceeds
 * a high quantile follows a generalized Pareto distribution, which says where a probability is reached that the scores at
 * hand are too few for. Its shape and scale are those of Hosking and Wallis 1987, by probability-weighted moments.
 */
@Alternative("extreme-value")
@Description(
        "The score that normal windows exceed with a probability that may be smaller than one in all training windows,"
                + " by the generalized Pareto distribution of the greatest scores")
public record ExtremeValue(
        @Description("The probability that a normal window is flagged, above 0 and below 1 - tail") @Default("0.001")
        double probability,

        @Description("The share of the training windows from which on scores count as great, from 0 to 1")
        @Default("0.98")
        double tail)
        implements Threshold {
    private static final int FEWEST = 10;

    public ExtremeValue {
        if (!(tail > 0 && tail < 1)) {
            throw new IllegalArgumentException("tail must be above 0 and below 1");
        }
        if (!(probability > 0 && probability < 1 - tail)) {
            throw new IllegalArgumentException("probability must be above 0 and below 1 - tail");
        }
    }

    /**
     * @throws IllegalArgumentException if too few scores are great
     */
    @Override
    public double of(double[] sorted) {
        double high = Quantile.of(sorted, tail);
        double[] excesses = Arrays.stream(sorted)
                .filter(score -> score > high)
                .map(score -> score - high)
                .toArray();
        if (excesses.length < FEWEST) {
            throw new IllegalArgumentException("only " + excesses.length + " of " + sorted.length
                    + " training windows have scores above the share 'tail: " + tail + "', and " + FEWEST
                    + " are needed; give a smaller tail");
        }
        double mean = 0;
        double weighted = 0;
        for (int i = 0; i < excesses.length; i++) {
            mean += excesses[i] / excesses.length;
            weighted += excesses[i] * (1 - (i + 0.65) / excesses.length) / excesses.length;
        }
        double shape = 2 - mean / (mean - 2 * weighted);
        double scale = 2 * mean * weighted / (mean - 2 * weighted);
        double ratio = probability * sorted.length / excesses.length;
        return high
                + (Math.abs(shape) < 1e-9 ? -scale * Math.log(ratio) : scale / shape * (Math.pow(ratio, -shape) - 1));
    }
}
