package dev.figment.train.nn;

import dev.figment.train.gradient.Gradient;
import dev.figment.train.graph.Activations;
import dev.figment.train.graph.Arithmetic;
import dev.figment.train.graph.Reductions;
import dev.figment.train.graph.Value;
import java.util.List;

/**
 * Losses of a discriminator's scores (logits: the higher, the more real), of any shape with the samples first: means over all
 * scores, of rank 0, to be minimised.
 */
public final class AdversarialLosses {
    /** So that the norm of a gradient of 0 has a derivative. */
    private static final float SMALLEST_SQUARE = 1e-12f;

    private AdversarialLosses() {}

    /** Cross-entropy of scores of which all are to be real: softplus(−s) (Goodfellow et al. 2014). */
    public static Value logisticReal(Value scores) {
        return Reductions.mean(Activations.logOnePlusExp(Activations.neg(scores)));
    }

    /** Cross-entropy of scores of which all are to be fake: softplus(s) (Goodfellow et al. 2014). */
    public static Value logisticFake(Value scores) {
        return Reductions.mean(Activations.logOnePlusExp(scores));
    }

    /** Squared distance of scores from what they are to be (Mao et al. 2017): 1 for real, 0 for fake. */
    public static Value leastSquares(Value scores, float target) {
        return Reductions.mean(Arithmetic.square(Arithmetic.add(scores, -target)));
    }

    /** A discriminator's hinge loss: max(0, 1 − real) + max(0, 1 + fake) (Miyato et al. 2018, eq. 16). */
    public static Value hinge(Value real, Value fake) {
        Value ofReal = Activations.relu(Arithmetic.sub(real.graph().scalar(1), real));
        return Arithmetic.add(Reductions.mean(ofReal), Reductions.mean(Activations.relu(Arithmetic.add(fake, 1))));
    }

    /** A critic's estimate of the Wasserstein distance, negated: fake − real (Arjovsky et al. 2017). */
    public static Value wasserstein(Value real, Value fake) {
        return Arithmetic.sub(Reductions.mean(fake), Reductions.mean(real));
    }

    /** What a generator minimises against a critic or a hinge loss: −fake. */
    public static Value negated(Value fake) {
        return Activations.neg(Reductions.mean(fake));
    }

    /**
     * The mean over the samples of (‖∇ₓ s‖₂ − 1)² (Gulrajani et al. 2017, eq. 3), without its factor.
     *
     * @param scores of {@code x}, each of which depends on its own sample alone: no batch norm on the way
     * @param x points between real and fake samples
     */
    public static Value gradientPenalty(Value scores, Value x) {
        Value norm = Activations.sqrt(Arithmetic.add(squaredGradient(scores, x), SMALLEST_SQUARE));
        return Reductions.mean(Arithmetic.square(Arithmetic.add(norm, -1)));
    }

    /**
     * The mean over the samples of ½ ‖∇ₓ s‖₂² (R1 of Mescheder et al. 2018, eq. 9), without its factor.
     *
     * @param scores of {@code x}, each of which depends on its own sample alone
     * @param x real samples
     */
    public static Value zeroCentredPenalty(Value scores, Value x) {
        return Arithmetic.mul(Reductions.mean(squaredGradient(scores, x)), 0.5f);
    }

    private static Value squaredGradient(Value scores, Value x) {
        Value gradient = Gradient.of(Reductions.sum(scores), List.of(x)).get(0);
        return Reductions.sumPerSample(Arithmetic.square(gradient));
    }
}
