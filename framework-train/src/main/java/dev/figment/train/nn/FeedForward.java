package dev.figment.train.nn;

import dev.figment.train.graph.Value;

/**
 * The position-wise part of a transformer block (Vaswani et al. 2017, section 3.3): a layer {@code hidden}, an activation,
 * and a layer {@code projection} back to the width.
 *
 * @param hidden size, usually four times the width
 */
public record FeedForward(long hidden, Layer activation, Projections projections) implements Layer {
    /** With the exact GELU, and PyTorch's initialisation. */
    public FeedForward(long hidden) {
        this(hidden, Activation.GELU, Projections.pyTorch());
    }

    @Override
    public Value apply(Scope scope, Value x) {
        Value wide = scope.apply("hidden", projections.inner(hidden), x);
        Value activated = scope.apply("activation", activation, wide);
        return scope.apply("projection", projections.residual(x.shape().size(-1)), activated);
    }
}
