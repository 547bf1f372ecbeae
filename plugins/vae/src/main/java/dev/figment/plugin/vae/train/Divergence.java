package dev.figment.plugin.vae.train;

import dev.figment.train.graph.Activations;
import dev.figment.train.graph.Arithmetic;
import dev.figment.train.graph.Layout;
import dev.figment.train.graph.Reductions;
import dev.figment.train.graph.Shape;
import dev.figment.train.graph.Value;
import dev.figment.train.nn.Init;
import dev.figment.train.nn.Losses;
import dev.figment.train.nn.Scope;
import java.util.List;

/**
 * How the divergence of Gaussian latents from the prior N(0, I) counts in the loss. Warm-up and free bits are for training
 * alone: a validation has β times the divergence, so that the epochs can be compared.
 *
 * @param beta its weight (Higgins et al. 2017)
 * @param warmUp steps over which the weight grows to β, in equal parts (Bowman et al. 2016, Sønderby et al. 2016)
 * @param freeBits nats that each latent may have for nothing: where the mean of its divergence over the batch is below,
 *     that counts in its place (Kingma et al. 2016, eq. 15, with groups of one latent)
 */
record Divergence(double beta, int warmUp, double freeBits) {
    Divergence {
        Checks.require(beta >= 0 && Double.isFinite(beta), "beta must be a number that is not negative");
        Checks.require(warmUp >= 0, "kl-warm-up must not be negative");
        Checks.require(freeBits >= 0 && Double.isFinite(freeBits), "free-bits must be a number that is not negative");
    }

    /** Whether the loss is the evidence lower bound itself, in training as well. */
    boolean isPlain() {
        return beta == 1 && warmUp == 0 && freeBits == 0;
    }

    /** The divergence in nats, mean over the batch; of means and log-variances [samples, latents]. */
    static Value mean(Value mean, Value logVariance) {
        return Reductions.mean(Losses.divergenceFromStandardNormal(mean, logVariance));
    }

    /** What is added to the loss, of rank 0. */
    Value penalty(Scope scope, Value mean, Value logVariance) {
        boolean isFree = scope.isTraining() && freeBits > 0;
        Value divergence = isFree ? aboveFreeBits(mean, logVariance) : mean(mean, logVariance);
        Value weighted = Arithmetic.mul(divergence, (float) beta);
        return scope.isTraining() && warmUp > 0 ? Arithmetic.mul(weighted, warmth(scope.child("warm-up"))) : weighted;
    }

    private Value aboveFreeBits(Value mean, Value logVariance) {
        Value sum = Arithmetic.add(Arithmetic.square(mean), Arithmetic.sub(Activations.exp(logVariance), logVariance));
        Value each = Reductions.mean(Arithmetic.mul(Arithmetic.add(sum, -1), 0.5f), List.of(0L), false);
        return Reductions.sum(Arithmetic.max(each, each.graph().scalar((float) freeBits)));
    }

    /** From 1 / warmUp in the first step to 1. */
    private Value warmth(Scope scope) {
        Value before = scope.state("steps", Init.constant(0), 1);
        Value steps = Arithmetic.add(before, 1);
        scope.update(before, steps);
        Value part =
                Arithmetic.min(Arithmetic.mul(steps, 1f / warmUp), scope.graph().scalar(1));
        return Layout.reshape(part, Shape.SCALAR);
    }
}
