package dev.figment.plugin.vae.train;

import static java.util.Objects.requireNonNull;

import dev.figment.api.Position;
import dev.figment.api.Series;
import dev.figment.api.Tensor;
import dev.figment.plugin.vae.likelihood.Gaussian;
import dev.figment.plugin.vae.likelihood.Likelihood;
import dev.figment.plugin.vae.likelihood.Spread;
import dev.figment.plugin.vae.model.SeriesVaeFiles;
import dev.figment.train.graph.Dim;
import dev.figment.train.graph.Layout;
import dev.figment.train.graph.Shape;
import dev.figment.train.graph.Value;
import dev.figment.train.nn.Scope;
import dev.figment.train.step.InputSpec;
import dev.figment.train.step.Objective;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A variational autoencoder of windows of series, whose standardised values are normal around what the decoder gives. Within
 * it a window is [channels, rows].
 *
 * @param sigma standard deviation of a standardised value, before it is learned
 */
record SeriesVaeDesign(Body body, SeriesScale scale, double sigma, Spread spread, Bound bound) implements Objective {
    private static final String NOISE = "noise";

    /** What a window becomes. */
    record Seen(Value standardised, Posterior posterior) {}

    /** What comes with each batch; of a named batch size where it is null. */
    List<InputSpec> inputs(@Nullable Long batch) {
        return List.of(windows(batch), InputSpec.floats(NOISE, bound.noise(body, batch)));
    }

    /** Windows [samples, rows, channels] as they are read. */
    InputSpec windows(@Nullable Long batch) {
        Dim samples = batch == null ? new Dim.Named("N") : new Dim.Fixed(batch);
        List<Long> shape = body.sampleShape();
        return InputSpec.floats(
                SeriesVaeFiles.WINDOWS,
                new Shape(List.of(samples, new Dim.Fixed(shape.get(1)), new Dim.Fixed(shape.get(0)))));
    }

    /** Those inputs for some windows; their randomness is from {@code at.seed(i)}. */
    Map<String, Tensor> feed(Series series, Position at) {
        return Map.of(SeriesVaeFiles.WINDOWS, series.values(), NOISE, bound.drawn(body, series.size(), at));
    }

    @Override
    public Loss build(Scope scope, Map<String, Value> inputs) {
        Seen seen = seen(scope, requireNonNull(inputs.get(SeriesVaeFiles.WINDOWS)));
        return bound.loss(
                scope,
                seen.posterior,
                requireNonNull(inputs.get(NOISE)),
                latents -> negativeLog(scope, decoded(scope, latents), seen.standardised),
                spread.learned(scope, "sigma", sigma));
    }

    Seen seen(Scope scope, Value windows) {
        Value standardised = Layout.transpose(scale.standardised(windows), 0, 2, 1);
        return new Seen(standardised, Posterior.of(body, scope, body.encode(scope, standardised)));
    }

    private int parameters() {
        return spread == Spread.PIXEL ? 2 : 1;
    }

    /** What {@link #mean} and {@link #negativeLog} are made of. */
    Value decoded(Scope scope, Value latents) {
        return body.decode(scope, latents, parameters());
    }

    /** Standardised values, [samples, channels, rows]. */
    Value mean(Value decoded) {
        return Likelihood.part(decoded, 0, parameters());
    }

    /** Of each window's standardised values, [samples]. */
    Value negativeLog(Scope scope, Value decoded, Value standardised) {
        return Gaussian.negativeLog(standardised, mean(decoded), spread.log(scope, decoded, sigma));
    }
}
