package dev.figment.train.loop;

import dev.figment.api.config.Default;
import dev.figment.api.config.Description;
import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import java.util.Map;

/** The key {@code best} of a training config: which weights become the model, and what counts as getting better. */
@Description("Which weights become the model: those of the epoch that is best by a validation metric")
public record Best(
        @Description("The validation metric that decides") @Default("loss")
        String metric,

        @Description("Whether it is to be as low (min) or as high (max) as possible") @Default("min")
        Mode mode,

        @Description("By how much it must be better than before for patience to begin anew") @Default("0")
        double minDelta) {
    /** Which way is better. */
    public enum Mode {
        MIN,
        MAX
    }

    /** The lowest loss. */
    public static final Best LOSS = new Best("loss", Mode.MIN, 0);

    public Best {
        if (metric.isBlank()) {
            throw new IllegalArgumentException("metric must not be empty");
        }
        if (!(minDelta >= 0 && Double.isFinite(minDelta))) {
            throw new IllegalArgumentException("min-delta must not be negative");
        }
    }

    /** What every value is better than. */
    double worst() {
        return mode == Mode.MIN ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
    }

    /** Whether a value is better than another one. */
    boolean isBetter(double value, double than) {
        return mode == Mode.MIN ? value < than : value > than;
    }

    /** Whether a value is better than another one by more than the least difference. */
    boolean isClearlyBetter(double value, double than) {
        return mode == Mode.MIN ? value < than - minDelta : value > than + minDelta;
    }

    /**
     * The metric's value.
     *
     * @throws FigmentException if there is no such metric
     */
    double of(Map<String, Double> metrics) {
        Double value = metrics.get(metric);
        if (value == null) {
            throw FigmentException.user(
                    Problem.of("unknown-metric", "best.metric", "the recipe has no metric '" + metric + "'")
                            .suggesting(metric, metrics.keySet()));
        }
        return value;
    }
}
