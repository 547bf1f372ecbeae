package dev.figment.train.optim;

import dev.figment.api.config.Default;
import dev.figment.api.config.Description;

/** The key {@code optimizer} of a training config. */
@Description("How the weights follow the gradient")
public record OptimizerConfig(
        @Description("The optimizer: adam (Kingma and Ba 2015; with weight-decay it is AdamW)") @Default("adam")
        Kind use,

        @Description("Step size, greater than 0; a schedule scales it") @Default("0.001")
        double learningRate,

        @Description("Decay of the running mean of the gradient, from 0 to below 1") @Default("0.9")
        double beta1,

        @Description("Decay of the running mean of its square, from 0 to below 1") @Default("0.999")
        double beta2,

        @Description("Added to the root of that mean, greater than 0") @Default("1e-8")
        double epsilon,

        @Description("Decoupled decay of the weights a step, relative to the learning rate; 0 for none") @Default("0")
        double weightDecay,

        @Description("Largest Euclidean norm of the whole gradient, which is scaled down to it; 0 for no limit")
        @Default("0")
        double clipNorm) {
    /** The optimizers that exist. */
    public enum Kind {
        ADAM
    }

    public OptimizerConfig {
        require(learningRate > 0 && Double.isFinite(learningRate), "learning-rate must be greater than 0");
        require(beta1 >= 0 && beta1 < 1, "beta1 must be from 0 to below 1");
        require(beta2 >= 0 && beta2 < 1, "beta2 must be from 0 to below 1");
        require(epsilon > 0 && Double.isFinite(epsilon), "epsilon must be greater than 0");
        require(weightDecay >= 0 && Double.isFinite(weightDecay), "weight-decay must not be negative");
        require(clipNorm >= 0 && Double.isFinite(clipNorm), "clip-norm must not be negative");
    }

    /** Adam with the paper's settings. */
    public static OptimizerConfig adam(double learningRate) {
        return new OptimizerConfig(Kind.ADAM, learningRate, 0.9, 0.999, 1e-8, 0, 0);
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }
}
