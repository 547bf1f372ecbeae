package dev.figment.train.nn;

import dev.figment.train.graph.LayerNorms;
import dev.figment.train.graph.Value;

/**
 * Root mean square normalization over the last axis (Zhang and Sennrich 2019, eq. 4). Parameter {@code weight} (1 at
 * first), of the axis' size.
 *
 * @param epsilon what is added to the mean square
 */
public record RmsNorm(double epsilon) implements Layer {
    public RmsNorm {
        if (!(epsilon > 0)) {
            throw new IllegalArgumentException("a root mean square norm with epsilon " + epsilon);
        }
    }

    /** With epsilon 1e-5, as Llama 2. */
    public RmsNorm() {
        this(1e-5);
    }

    @Override
    public Value apply(Scope scope, Value x) {
        Value weight = scope.parameter("weight", Init.constant(1), x.shape().size(-1));
        return LayerNorms.rmsNorm(x, weight, (float) epsilon);
    }
}
