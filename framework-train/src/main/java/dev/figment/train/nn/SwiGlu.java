package dev.figment.train.nn;

import dev.figment.train.graph.Activations;
import dev.figment.train.graph.Arithmetic;
import dev.figment.train.graph.Splitting;
import dev.figment.train.graph.Value;
import java.util.List;

/**
 * The gated position-wise part of a transformer block (Shazeer 2020, eq. 6): (silu(x W) ⊗ x V) U. Layers
 * {@code hidden}, whose outputs are those of W, then those of V, and {@code projection}; no biases.
 *
 * @param hidden size, in the paper 2/3 of what it is without a gate
 */
public record SwiGlu(long hidden, Projections projections) implements Layer {
    public SwiGlu {
        projections = projections.withoutBias();
    }

    /** With PyTorch's initialisation. */
    public SwiGlu(long hidden) {
        this(hidden, Projections.pyTorch());
    }

    @Override
    public Value apply(Scope scope, Value x) {
        Value both = scope.apply("hidden", projections.inner(2 * hidden), x);
        List<Value> parts = Splitting.equal(both, -1, 2);
        Value gated = Arithmetic.mul(Activations.silu(parts.get(0)), parts.get(1));
        return scope.apply("projection", projections.residual(x.shape().size(-1)), gated);
    }
}
