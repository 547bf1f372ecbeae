package dev.figment.train.optim;

import dev.figment.api.config.Alternative;
import dev.figment.api.config.Default;
import dev.figment.api.config.Description;
import dev.figment.train.graph.Value;
import java.util.List;
import java.util.Map;

/** Adam (Kingma and Ba 2015, algorithm 1). It knows no weight decay: {@link Adamw} does. */
@Alternative("adam")
@Description("Adam (Kingma and Ba 2015)")
public record Adam(
        @Description(Settings.LEARNING_RATE) @Default("0.001")
        double learningRate,

        @Description("Decay of the running mean of the gradient, from 0 to below 1") @Default("0.9")
        double beta1,

        @Description("Decay of the running mean of its square, from 0 to below 1") @Default("0.999")
        double beta2,

        @Description("Added to the root of that mean, greater than 0") @Default("1e-8")
        double epsilon,

        @Description(Settings.CLIP_NORM) @Default("0") double clipNorm)
        implements OptimizerConfig {
    public Adam {
        Settings.requireCommon(learningRate, clipNorm);
        Settings.requireMean(beta1, "beta1");
        Settings.requireMean(beta2, "beta2");
        Settings.requireEpsilon(epsilon);
    }

    @Override
    public double weightDecay() {
        return 0;
    }

    @Override
    public List<String> noDecay() {
        return List.of();
    }

    @Override
    public Adam withoutDecay() {
        return this;
    }

    @Override
    public List<String> slots() {
        return AdamUpdate.SLOTS;
    }

    @Override
    public List<String> scalars() {
        return AdamUpdate.SCALARS;
    }

    @Override
    public Map<String, Float> scalars(long step, double rate) {
        return new AdamUpdate(beta1, beta2, epsilon).scalars(step, rate);
    }

    @Override
    public Update update(Value parameter, Value gradient, Map<String, Value> slots, Map<String, Value> scalars) {
        return new AdamUpdate(beta1, beta2, epsilon).update(parameter, gradient, slots, scalars);
    }
}
