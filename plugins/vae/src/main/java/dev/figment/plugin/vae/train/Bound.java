package dev.figment.plugin.vae.train;

import dev.figment.api.Position;
import dev.figment.api.Tensor;
import dev.figment.plugin.vae.model.Noise;
import dev.figment.train.graph.Activations;
import dev.figment.train.graph.Arithmetic;
import dev.figment.train.graph.Dim;
import dev.figment.train.graph.Layout;
import dev.figment.train.graph.Reductions;
import dev.figment.train.graph.Shape;
import dev.figment.train.graph.Value;
import dev.figment.train.nn.Scope;
import dev.figment.train.step.Objective.Loss;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The lower bound on log p(x) whose negative is the loss: the evidence lower bound (Kingma and Welling 2014, eq. 10), its
 * divergence in closed form and its expectation from one latent; or, with more samples, the importance-weighted one of as
 * many latents (Burda et al. 2016, eq. 8), which is tighter. All terms are nats for each sample, means over the batch.
 *
 * @param samples latents that are drawn for each image
 */
record Bound(Divergence divergence, int samples) {
    private static final int MOST = 64;

    Bound {
        Checks.require(samples >= 1 && samples <= MOST, "importance-samples must be from 1 to " + MOST);
        Checks.require(
                samples == 1 || divergence.isPlain(),
                "importance-samples above 1 give a bound of their own: leave out beta, kl-warm-up and free-bits");
    }

    /** Of the keys {@code beta}, {@code kl-warm-up}, {@code free-bits} and {@code importance-samples}. */
    static Bound of(double beta, int klWarmUp, double freeBits, int importanceSamples) {
        return new Bound(new Divergence(beta, klWarmUp, freeBits), importanceSamples);
    }

    /** [samples, draws, latents] of a batch size that is fixed, or named where it is null. */
    Shape noise(Body body, @Nullable Long batch) {
        List<Dim> dims = new ArrayList<>(body.latents(batch).dims());
        dims.add(1, new Dim.Fixed(samples));
        return new Shape(dims);
    }

    Tensor drawn(Body body, int count, Position at) {
        return Noise.standardNormal(at::seed, count, samples, body.latents());
    }

    /**
     * @param noise as {@link #noise} says
     * @param reconstruction from latents [samples, latents] to −log p(x | z) of each sample
     * @param further metrics
     */
    Loss loss(
            Scope scope,
            Posterior posterior,
            Value noise,
            UnaryOperator<Value> reconstruction,
            Map<String, Value> further) {
        List<Value> errors = new ArrayList<>();
        List<Value> logWeights = new ArrayList<>();
        for (int draw = 0; draw < samples; draw++) {
            Value epsilon = Layout.reshape(
                    Layout.slice(noise, 1, draw, draw + 1L), posterior.mean().shape());
            Value latents = posterior.at(epsilon);
            Value error = reconstruction.apply(latents);
            errors.add(error);
            logWeights.add(Arithmetic.sub(posterior.logPriorRatio(epsilon, latents), error));
        }
        Value error = Arithmetic.mul(Reductions.mean(Arithmetic.sum(errors)), 1f / samples);
        Map<String, Value> metrics = new LinkedHashMap<>();
        metrics.put("reconstruction", error);
        metrics.put("kl", Divergence.mean(posterior.mean(), posterior.logVariance()));
        metrics.putAll(further);
        Value loss = samples == 1
                ? Arithmetic.add(error, divergence.penalty(scope, posterior.mean(), posterior.logVariance()))
                : Activations.neg(Reductions.mean(logMeanExp(logWeights)));
        return new Loss(loss, metrics);
    }

    /** log 1/k Σ exp, element by element. */
    private static Value logMeanExp(List<Value> values) {
        List<Value> rows = new ArrayList<>();
        for (Value value : values) {
            List<Dim> dims = new ArrayList<>(value.shape().dims());
            dims.add(new Dim.Fixed(1));
            rows.add(Layout.reshape(value, new Shape(dims)));
        }
        Value sum = Reductions.logSumExp(Layout.concat(rows, 1), List.of(1L), false);
        return Arithmetic.add(sum, (float) -Math.log(values.size()));
    }
}
