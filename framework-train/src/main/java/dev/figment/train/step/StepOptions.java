package dev.figment.train.step;

import dev.figment.train.graph.Composites;
import dev.figment.train.graph.Graph;
import dev.figment.train.precision.MixedPrecision;
import dev.figment.train.precision.Precision;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * How a step is computed, apart from what.
 *
 * @param accumulate into how many equal parts a batch is cut, whose gradients are averaged before one update; it takes the
 *     memory of one part
 * @param average of the weights, if one is kept
 * @param skipNotFinite whether a step whose loss or gradient is not finite changes nothing
 * @param precision MIXED multiplies matrices and convolves in FLOAT16, with a loss scale; a step whose loss or gradient is
 *     not finite changes nothing but the scale, which becomes smaller
 * @param pass what is done to each graph before it is written
 */
public record StepOptions(
        int accumulate, Optional<Ema> average, boolean skipNotFinite, Precision precision, UnaryOperator<Graph> pass) {
    public static final StepOptions DEFAULT =
            new StepOptions(1, Optional.empty(), false, Precision.FLOAT32, UnaryOperator.identity());

    public StepOptions {
        if (accumulate < 1) {
            throw new IllegalArgumentException("a batch is cut into " + accumulate + " parts; use 1 or more");
        }
    }

    public StepOptions withAccumulate(int parts) {
        return new StepOptions(parts, average, skipNotFinite, precision, pass);
    }

    public StepOptions withAverage(Ema ema) {
        return new StepOptions(accumulate, Optional.of(ema), skipNotFinite, precision, pass);
    }

    public StepOptions withSkipNotFinite(boolean skip) {
        return new StepOptions(accumulate, average, skip, precision, pass);
    }

    public StepOptions withPass(UnaryOperator<Graph> newPass) {
        return new StepOptions(accumulate, average, skipNotFinite, precision, newPass);
    }

    public StepOptions withPrecision(Precision newPrecision) {
        return new StepOptions(accumulate, average, skipNotFinite, newPrecision, pass);
    }

    boolean isMixed() {
        return precision == Precision.MIXED;
    }

    /** Whether the norm of the gradient decides about the step. */
    boolean needsNorm() {
        return skipNotFinite || isMixed();
    }

    /** What is written for a graph. */
    Graph written(Graph graph) {
        return pass.apply(isMixed() ? MixedPrecision.of(Composites.expanded(graph)) : graph);
    }
}
