package dev.figment.train.nn;

import dev.figment.train.graph.Arithmetic;
import dev.figment.train.graph.Normalizations;
import dev.figment.train.graph.Normalizations.Normalized;
import dev.figment.train.graph.Shape;
import dev.figment.train.graph.ShapeException;
import dev.figment.train.graph.Value;

/**
 * Batch normalization of each channel of [samples, channels, …] (Ioffe and Szegedy 2015): in training by the mean and the
 * biased variance of the batch, otherwise by running ones. Parameters {@code weight} (1 at first) and {@code bias} (0),
 * state {@code running-mean} (0) and {@code running-var} (1), which take the batch's mean and unbiased variance in with a
 * share of {@code momentum}; all as in PyTorch's BatchNorm1d and BatchNorm2d.
 *
 * @param momentum the share of the newest batch in the running statistics, in (0, 1]
 * @param epsilon what is added to the variance
 */
public record BatchNorm(double momentum, double epsilon) implements Layer {
    public BatchNorm {
        if (!(momentum > 0 && momentum <= 1 && epsilon > 0)) {
            throw new IllegalArgumentException("a batch norm of momentum " + momentum + " and epsilon " + epsilon);
        }
    }

    /** Momentum 0.1, epsilon 1e-5. */
    public BatchNorm() {
        this(0.1, 1e-5);
    }

    @Override
    public Value apply(Scope scope, Value x) {
        long channels = x.shape().size(1);
        Value weight = scope.parameter("weight", Init.constant(1), channels);
        Value bias = scope.parameter("bias", Init.constant(0), channels);
        Value mean = scope.state("running-mean", Init.constant(0), channels);
        Value variance = scope.state("running-var", Init.constant(1), channels);
        if (!scope.isTraining()) {
            return Normalizations.byStatistics(x, weight, bias, mean, variance, (float) epsilon);
        }
        long count = elementsPerChannel(scope, x.shape());
        Normalized normalized = Normalizations.byBatch(x, weight, bias, (float) epsilon);
        scope.update(mean, mix(mean, normalized.mean(), momentum));
        scope.update(variance, mix(variance, normalized.variance(), momentum * count / (count - 1)));
        return normalized.y();
    }

    private Value mix(Value running, Value batch, double share) {
        return Arithmetic.add(Arithmetic.mul(running, (float) (1 - momentum)), Arithmetic.mul(batch, (float) share));
    }

    private static long elementsPerChannel(Scope scope, Shape shape) {
        long count = shape.count()
                        .orElseThrow(() -> new ShapeException(
                                scope.path() + ": a batch norm in training of " + shape + ", which has to be fixed"))
                / shape.size(1);
        if (count < 2) {
            throw new ShapeException(
                    scope.path() + ": a batch norm in training of " + shape + " has one element for each channel");
        }
        return count;
    }
}
