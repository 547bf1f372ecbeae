package dev.figment.train.nn;

import dev.figment.train.graph.Value;

/**
 * Instance normalization of each channel of each sample of [samples, channels, …] by its own mean and biased variance
 * (Ulyanov et al. 2016), in training and otherwise; as PyTorch's InstanceNorm1d and InstanceNorm2d.
 *
 * @param affine whether there are parameters {@code weight} (1 at first) and {@code bias} (0) for each channel
 * @param epsilon what is added to the variance
 */
public record InstanceNorm(boolean affine, double epsilon) implements Layer {
    public InstanceNorm {
        if (!(epsilon > 0)) {
            throw new IllegalArgumentException("an instance norm of epsilon " + epsilon);
        }
    }

    /** Without parameters, epsilon 1e-5. */
    public InstanceNorm() {
        this(false, 1e-5);
    }

    @Override
    public Value apply(Scope scope, Value x) {
        return OwnStatistics.normalize(scope, x, x.shape().size(1), affine, (float) epsilon);
    }
}
