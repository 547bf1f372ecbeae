package dev.figment.train.optim;

import dev.figment.api.config.Alternative;
import dev.figment.api.config.Default;
import dev.figment.api.config.Description;
import dev.figment.train.graph.Value;
import java.util.List;
import java.util.Map;

/** AdamW: Adam with decoupled weight decay (Loshchilov and Hutter 2019, algorithm 2; PyTorch's defaults). */
@Alternative("adamw")
@Description("Adam with decoupled weight decay (Loshchilov and Hutter 2019)")
public record Adamw(
        @Description(Settings.LEARNING_RATE) @Default("0.001")
        double learningRate,

        @Description("Decay of the running mean of the gradient, from 0 to below 1") @Default("0.9")
        double beta1,

        @Description("Decay of the running mean of its square, from 0 to below 1") @Default("0.999")
        double beta2,

        @Description("Added to the root of that mean, greater than 0") @Default("1e-8")
        double epsilon,

        @Description(Settings.DECOUPLED_DECAY) @Default("0.01")
        double weightDecay,

        @Description(Settings.NO_DECAY) @Default(Settings.EMBEDDINGS)
        List<String> noDecay,

        @Description(Settings.CLIP_NORM) @Default("0") double clipNorm)
        implements OptimizerConfig {
    public Adamw {
        Settings.requireCommon(learningRate, clipNorm);
        Settings.requireMean(beta1, "beta1");
        Settings.requireMean(beta2, "beta2");
        Settings.requireEpsilon(epsilon);
        Settings.requireDecay(weightDecay, noDecay);
        noDecay = List.copyOf(noDecay);
    }

    @Override
    public Adamw withoutDecay() {
        return new Adamw(learningRate, beta1, beta2, epsilon, 0, noDecay, clipNorm);
    }

    @Override
    public List<String> slots() {
        return AdamUpdate.SLOTS;
    }

    @Override
    public List<String> scalars() {
        return new DecoupledDecay(weightDecay).scalars(AdamUpdate.SCALARS);
    }

    @Override
    public Map<String, Float> scalars(long step, double rate) {
        return new DecoupledDecay(weightDecay).scalars(new AdamUpdate(beta1, beta2, epsilon).scalars(step, rate), rate);
    }

    @Override
    public Update update(Value parameter, Value gradient, Map<String, Value> slots, Map<String, Value> scalars) {
        Value kept = new DecoupledDecay(weightDecay).kept(parameter, scalars);
        return new AdamUpdate(beta1, beta2, epsilon).update(kept, gradient, slots, scalars);
    }
}
