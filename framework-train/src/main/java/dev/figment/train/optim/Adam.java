package dev.figment.train.optim;

import static dev.figment.train.graph.Arithmetic.add;
import static dev.figment.train.graph.Arithmetic.div;
import static dev.figment.train.graph.Arithmetic.mul;
import static dev.figment.train.graph.Arithmetic.square;
import static dev.figment.train.graph.Arithmetic.sub;
import static java.util.Objects.requireNonNull;

import dev.figment.train.graph.Activations;
import dev.figment.train.graph.Graph;
import dev.figment.train.graph.Value;
import java.util.List;
import java.util.Map;

/**
 * Adam (Kingma and Ba 2015, algorithm 1), with decoupled weight decay (Loshchilov and Hutter 2019, algorithm 2). The
 * bias corrections are folded into two scalars that Java computes for each step.
 */
final class Adam implements Optimizer {
    private static final String MEAN = "adam.mean";
    private static final String SQUARE = "adam.square";
    private static final String RATE = "adam.rate";
    private static final String CORRECTION = "adam.correction";
    private static final String DECAY = "adam.decay";

    private final OptimizerConfig config;

    Adam(OptimizerConfig config) {
        this.config = config;
    }

    @Override
    public List<String> slots() {
        return List.of(MEAN, SQUARE);
    }

    @Override
    public List<String> scalars() {
        return config.weightDecay() > 0 ? List.of(RATE, CORRECTION, DECAY) : List.of(RATE, CORRECTION);
    }

    @Override
    public Map<String, Float> scalars(long step, double learningRate) {
        double rate = learningRate / (1 - Math.pow(config.beta1(), step));
        double correction = 1 / Math.sqrt(1 - Math.pow(config.beta2(), step));
        double decay = 1 - learningRate * config.weightDecay();
        return Map.of(RATE, (float) rate, CORRECTION, (float) correction, DECAY, (float) decay);
    }

    @Override
    public Update update(
            Graph graph, Value parameter, Value gradient, Map<String, Value> slots, Map<String, Value> scalars) {
        Value mean = lerp(requireNonNull(slots.get(MEAN)), gradient, config.beta1());
        Value square = lerp(requireNonNull(slots.get(SQUARE)), square(gradient), config.beta2());
        Value root = mul(Activations.sqrt(square), requireNonNull(scalars.get(CORRECTION)));
        Value change = mul(div(mean, add(root, (float) config.epsilon())), requireNonNull(scalars.get(RATE)));
        Value kept = config.weightDecay() > 0 ? mul(parameter, requireNonNull(scalars.get(DECAY))) : parameter;
        return new Update(sub(kept, change), Map.of(MEAN, mean, SQUARE, square));
    }

    /** β·old + (1 − β)·new. */
    private static Value lerp(Value old, Value fresh, double beta) {
        return add(mul(old, (float) beta), mul(fresh, (float) (1 - beta)));
    }
}
