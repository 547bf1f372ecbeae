package dev.figment.train.optim;

import static dev.figment.train.graph.Arithmetic.add;
import static dev.figment.train.graph.Arithmetic.div;
import static dev.figment.train.graph.Arithmetic.max;
import static dev.figment.train.graph.Arithmetic.mul;
import static dev.figment.train.graph.Arithmetic.square;
import static dev.figment.train.graph.Arithmetic.sub;
import static java.util.Objects.requireNonNull;

import dev.figment.api.config.Alternative;
import dev.figment.api.config.Default;
import dev.figment.api.config.Description;
import dev.figment.train.graph.Activations;
import dev.figment.train.graph.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * RMSprop (Tieleman and Hinton 2012) as PyTorch defines it: with momentum and, if centered (Graves 2013), by the
 * estimated variance instead of the second moment. Instead of the means v and m it keeps V = v / (1 − α) and M =
 * m / (1 − α), to which a gradient is added as it is, and the momentum without the factor √(1 − α).
 */
@Alternative("rmsprop")
@Description("RMSprop (Tieleman and Hinton 2012; as in PyTorch)")
public record Rmsprop(
        @Description(Settings.LEARNING_RATE) @Default("0.01")
        double learningRate,

        @Description("Decay of the running mean of the squared gradient, from 0 to below 1") @Default("0.99")
        double alpha,

        @Description("Added to the root of that mean, greater than 0") @Default("1e-8")
        double epsilon,

        @Description("Part of the last step that is added to the next, from 0 to below 1; 0 for none") @Default("0")
        double momentum,

        @Description("Whether to divide by the deviation of the gradient instead of its root mean square")
        @Default("false")
        boolean centered,

        @Description(Settings.COUPLED_DECAY) @Default("0") double weightDecay,

        @Description(Settings.NO_DECAY) @Default(Settings.EMBEDDINGS)
        List<String> noDecay,

        @Description(Settings.CLIP_NORM) @Default("0") double clipNorm)
        implements OptimizerConfig {
    private static final String SQUARES = "rmsprop.squares";
    private static final String SUM = "rmsprop.sum";
    private static final String MOMENTUM = "rmsprop.momentum";
    private static final String RATE = "rmsprop.rate";

    public Rmsprop {
        Settings.requireCommon(learningRate, clipNorm);
        Settings.requireMean(alpha, "alpha");
        Settings.requireEpsilon(epsilon);
        Settings.requireMean(momentum, "momentum");
        Settings.requireDecay(weightDecay, noDecay);
        noDecay = List.copyOf(noDecay);
    }

    @Override
    public Rmsprop withoutDecay() {
        return new Rmsprop(learningRate, alpha, epsilon, momentum, centered, 0, noDecay, clipNorm);
    }

    @Override
    public List<String> slots() {
        List<String> slots = new ArrayList<>(List.of(SQUARES));
        if (centered) {
            slots.add(SUM);
        }
        if (momentum > 0) {
            slots.add(MOMENTUM);
        }
        return slots;
    }

    @Override
    public List<String> scalars() {
        return List.of(RATE);
    }

    @Override
    public Map<String, Float> scalars(long step, double rate) {
        return Map.of(RATE, (float) (rate / scale()));
    }

    /** √(1 − α): the root of the mean is this times the root of what is kept. */
    private double scale() {
        return Math.sqrt(1 - alpha);
    }

    @Override
    public Update update(Value parameter, Value gradient, Map<String, Value> slots, Map<String, Value> scalars) {
        Map<String, Value> next = new LinkedHashMap<>();
        Value slope = weightDecay > 0 ? add(gradient, mul(parameter, (float) weightDecay)) : gradient;
        Value squares = add(mul(requireNonNull(slots.get(SQUARES)), (float) alpha), square(slope));
        next.put(SQUARES, squares);
        Value spread = squares;
        if (centered) {
            Value sum = add(mul(requireNonNull(slots.get(SUM)), (float) alpha), slope);
            next.put(SUM, sum);
            // Rounding can bring the variance of a steady gradient below zero.
            Value variance = sub(squares, mul(square(sum), (float) (1 - alpha)));
            spread = max(variance, gradient.graph().scalar(0));
        }
        Value direction = div(slope, add(Activations.sqrt(spread), (float) (epsilon / scale())));
        if (momentum > 0) {
            direction = add(mul(requireNonNull(slots.get(MOMENTUM)), (float) momentum), direction);
            next.put(MOMENTUM, direction);
        }
        return new Update(sub(parameter, mul(direction, requireNonNull(scalars.get(RATE)))), next);
    }
}
