package dev.figment.core.anomaly;

import dev.figment.api.config.Default;
import dev.figment.api.config.Description;

/** From which score on something is unusual, told from scores of what is normal. */
@Default("quantile")
@Description("From which score on a window is flagged, told from the scores of the training windows")
public sealed interface Threshold permits ExtremeValue, Quantile {
    /**
     * The threshold: a greater score is unusual.
     *
     * @param sorted scores of normal samples, in rising order, at least one
     */
    double of(double[] sorted);
}
