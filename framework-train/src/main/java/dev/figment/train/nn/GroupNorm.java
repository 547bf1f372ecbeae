package dev.figment.train.nn;

import dev.figment.train.graph.ShapeException;
import dev.figment.train.graph.Value;

/**
 * Group normalization of [samples, channels, …]: of each sample and each group of neighbouring channels by its own mean and
 * biased variance (Wu and He 2018), in training and otherwise. Parameters {@code weight} (1 at first) and {@code bias} (0)
 * for each channel; as PyTorch's GroupNorm.
 *
 * @param groups their number, which divides the channels
 * @param epsilon what is added to the variance
 */
public record GroupNorm(long groups, double epsilon) implements Layer {
    public GroupNorm {
        if (groups < 1 || !(epsilon > 0)) {
            throw new IllegalArgumentException("a group norm of " + groups + " groups and epsilon " + epsilon);
        }
    }

    /** With epsilon 1e-5. */
    public GroupNorm(long groups) {
        this(groups, 1e-5);
    }

    @Override
    public Value apply(Scope scope, Value x) {
        if (x.shape().size(1) % groups != 0) {
            throw new ShapeException(scope.path() + ": the channels of " + x.shape() + " in " + groups + " groups");
        }
        return OwnStatistics.normalize(scope, x, groups, true, (float) epsilon);
    }
}
