package dev.figment.train.nn;

import dev.figment.train.graph.LayerNorms;
import dev.figment.train.graph.Value;

/**
 * Layer normalization over the last axis (Ba et al. 2016). Parameters {@code weight} (1 at first) and {@code bias} (0), of
 * the axis' size; as PyTorch's LayerNorm. An exported network has ONNX's own operator for it, and one that is trained the
 * faster form made of others.
 *
 * @param epsilon what is added to the biased variance
 */
public record LayerNorm(double epsilon) implements Layer {
    public LayerNorm {
        if (!(epsilon > 0)) {
            throw new IllegalArgumentException("a layer norm with epsilon " + epsilon);
        }
    }

    /** With epsilon 1e-5. */
    public LayerNorm() {
        this(1e-5);
    }

    @Override
    public Value apply(Scope scope, Value x) {
        long width = x.shape().size(-1);
        Value weight = scope.parameter("weight", Init.constant(1), width);
        Value bias = scope.parameter("bias", Init.constant(0), width);
        return scope.mode() == Scope.Mode.INFERENCE
                ? LayerNorms.layerNorm(x, weight, bias, (float) epsilon)
                : LayerNorms.composedLayerNorm(x, weight, bias, (float) epsilon);
    }
}
