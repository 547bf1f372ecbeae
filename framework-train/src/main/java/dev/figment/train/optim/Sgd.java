package dev.figment.train.optim;

import static dev.figment.train.graph.Arithmetic.add;
import static dev.figment.train.graph.Arithmetic.mul;
import static dev.figment.train.graph.Arithmetic.sub;
import static java.util.Objects.requireNonNull;

import dev.figment.api.config.Alternative;
import dev.figment.api.config.Default;
import dev.figment.api.config.Description;
import dev.figment.train.graph.Value;
import java.util.List;
import java.util.Map;

/**
 * Stochastic gradient descent as PyTorch defines it: with momentum b ← μ b + g, w ← w − α b (Polyak 1964; unlike
 * Sutskever et al. 2013 the learning rate stands outside of b), and with Nesterov's w ← w − α (g + μ b).
 */
@Alternative("sgd")
@Description("Stochastic gradient descent, with momentum if asked for (as in PyTorch)")
public record Sgd(
        @Description(Settings.LEARNING_RATE) @Default("0.01")
        double learningRate,

        @Description("Part of the last step that is added to the next, from 0 to below 1; 0 for none") @Default("0")
        double momentum,

        @Description("Whether to look ahead along the momentum (Nesterov 1983); needs a momentum") @Default("false")
        boolean nesterov,

        @Description(Settings.COUPLED_DECAY) @Default("0") double weightDecay,

        @Description(Settings.NO_DECAY) @Default(Settings.EMBEDDINGS)
        List<String> noDecay,

        @Description(Settings.CLIP_NORM) @Default("0") double clipNorm)
        implements OptimizerConfig {
    private static final String MOMENTUM = "sgd.momentum";
    private static final String RATE = "sgd.rate";

    public Sgd {
        Settings.requireCommon(learningRate, clipNorm);
        Settings.requireMean(momentum, "momentum");
        Settings.require(!nesterov || momentum > 0, "nesterov needs a momentum greater than 0");
        Settings.requireDecay(weightDecay, noDecay);
        noDecay = List.copyOf(noDecay);
    }

    @Override
    public Sgd withoutDecay() {
        return new Sgd(learningRate, momentum, nesterov, 0, noDecay, clipNorm);
    }

    @Override
    public List<String> slots() {
        return momentum > 0 ? List.of(MOMENTUM) : List.of();
    }

    @Override
    public List<String> scalars() {
        return List.of(RATE);
    }

    @Override
    public Map<String, Float> scalars(long step, double rate) {
        return Map.of(RATE, (float) rate);
    }

    @Override
    public Update update(Value parameter, Value gradient, Map<String, Value> slots, Map<String, Value> scalars) {
        Value slope = weightDecay > 0 ? add(gradient, mul(parameter, (float) weightDecay)) : gradient;
        Value rate = requireNonNull(scalars.get(RATE));
        if (momentum == 0) {
            return new Update(sub(parameter, mul(slope, rate)), Map.of());
        }
        Value sum = add(mul(requireNonNull(slots.get(MOMENTUM)), (float) momentum), slope);
        Value direction = nesterov ? add(slope, mul(sum, (float) momentum)) : sum;
        return new Update(sub(parameter, mul(direction, rate)), Map.of(MOMENTUM, sum));
    }
}
