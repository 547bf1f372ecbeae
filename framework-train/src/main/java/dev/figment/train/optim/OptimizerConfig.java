package dev.figment.train.optim;

import dev.figment.api.config.Default;
import dev.figment.api.config.Description;
import java.util.List;

/** The key {@code optimizer} of a training config: an optimizer with its settings. */
@Default("adam")
@Description("How the weights follow the gradient")
public sealed interface OptimizerConfig extends Optimizer permits Adam, Adamw, Lion, Rmsprop, Sgd {
    /** Step size, greater than 0; a schedule scales it. */
    double learningRate();

    /** Largest Euclidean norm of the whole gradient; 0 for no limit. */
    double clipNorm();

    /** How strongly weights are drawn to zero; 0 for not at all. */
    double weightDecay();

    /** Patterns of the paths of parameters that do not decay though their rank is 2 or more; see {@link DecayGroups}. */
    List<String> noDecay();

    /** The same optimizer for parameters that do not decay. It needs no slot or scalar that this one has not. */
    OptimizerConfig withoutDecay();

    /** Adam with the paper's settings. */
    static OptimizerConfig adam(double learningRate) {
        return new Adam(learningRate, 0.9, 0.999, 1e-8, 0);
    }
}
