package dev.figment.train.optim;

import static dev.figment.train.graph.Arithmetic.add;
import static dev.figment.train.graph.Arithmetic.mul;
import static dev.figment.train.graph.Arithmetic.sub;
import static java.util.Objects.requireNonNull;

import dev.figment.api.config.Alternative;
import dev.figment.api.config.Default;
import dev.figment.api.config.Description;
import dev.figment.train.graph.Activations;
import dev.figment.train.graph.Value;
import java.util.List;
import java.util.Map;

/**
 * Lion (Chen et al. 2023, algorithm 2): the sign of a mix of momentum and gradient, with decoupled weight decay. Instead
 * of the momentum m it keeps M = m / (1 − β₂), to which a gradient is added as it is.
 */
@Alternative("lion")
@Description("Lion: the sign of the momentum (Chen et al. 2023)")
public record Lion(
        @Description(Settings.LEARNING_RATE) @Default("0.0001")
        double learningRate,

        @Description("Part of the momentum in the direction of a step, from 0 to below 1") @Default("0.9")
        double beta1,

        @Description("Decay of the momentum, from 0 to below 1") @Default("0.99")
        double beta2,

        @Description(Settings.DECOUPLED_DECAY) @Default("0") double weightDecay,

        @Description(Settings.NO_DECAY) @Default(Settings.EMBEDDINGS)
        List<String> noDecay,

        @Description(Settings.CLIP_NORM) @Default("0") double clipNorm)
        implements OptimizerConfig {
    private static final String SUM = "lion.sum";
    private static final String RATE = "lion.rate";

    public Lion {
        Settings.requireCommon(learningRate, clipNorm);
        Settings.requireMean(beta1, "beta1");
        Settings.requireMean(beta2, "beta2");
        Settings.requireDecay(weightDecay, noDecay);
        noDecay = List.copyOf(noDecay);
    }

    @Override
    public Lion withoutDecay() {
        return new Lion(learningRate, beta1, beta2, 0, noDecay, clipNorm);
    }

    @Override
    public List<String> slots() {
        return List.of(SUM);
    }

    @Override
    public List<String> scalars() {
        return new DecoupledDecay(weightDecay).scalars(List.of(RATE));
    }

    @Override
    public Map<String, Float> scalars(long step, double rate) {
        return new DecoupledDecay(weightDecay).scalars(Map.of(RATE, (float) rate), rate);
    }

    @Override
    public Update update(Value parameter, Value gradient, Map<String, Value> slots, Map<String, Value> scalars) {
        Value sum = requireNonNull(slots.get(SUM));
        // The sign of β₁ m + (1 − β₁) g, divided by 1 − β₁.
        Value mix = add(mul(sum, (float) (beta1 * (1 - beta2) / (1 - beta1))), gradient);
        Value change = mul(Activations.sign(mix), requireNonNull(scalars.get(RATE)));
        Value kept = new DecoupledDecay(weightDecay).kept(parameter, scalars);
        return new Update(sub(kept, change), Map.of(SUM, add(mul(sum, (float) beta2), gradient)));
    }
}
