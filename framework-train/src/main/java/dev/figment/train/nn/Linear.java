package dev.figment.train.nn;

import dev.figment.train.graph.MatrixProducts;
import dev.figment.train.graph.Value;

/**
 * {@code x Wᵀ + b}: [samples, in] → [samples, out]. Parameters {@code weight} [out, in] and {@code bias} [out], both
 * uniform in ±1/√in at first, as in PyTorch.
 */
public record Linear(long out) implements Layer {
    public Linear {
        if (out < 1) {
            throw new IllegalArgumentException("a linear layer with " + out + " outputs");
        }
    }

    @Override
    public Value apply(Scope scope, Value x) {
        long in = x.shape().size(-1);
        Value weight = scope.parameter("weight", Init.uniformByFanIn(in), out, in);
        Value bias = scope.parameter("bias", Init.uniformByFanIn(in), out);
        return MatrixProducts.gemm(x, false, weight, true, bias);
    }
}
