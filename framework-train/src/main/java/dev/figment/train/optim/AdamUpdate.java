package dev.figment.train.optim;

import static dev.figment.train.graph.Arithmetic.add;
import static dev.figment.train.graph.Arithmetic.div;
import static dev.figment.train.graph.Arithmetic.mul;
import static dev.figment.train.graph.Arithmetic.square;
import static dev.figment.train.graph.Arithmetic.sub;
import static java.util.Objects.requireNonNull;

import dev.figment.train.graph.Activations;
import dev.figment.train.graph.Value;
import java.util.List;
import java.util.Map;

/**
 * The arithmetic of Adam (Kingma and Ba 2015, algorithm 1), in ten passes over memory instead of thirteen. Instead of the
 * moments m and v it keeps the sums M = m / (1 − β₁) and V = v / (1 − β₂), so that a gradient is added as it is; these
 * factors, the bias corrections and the learning rate become two numbers a step: with k = √((1 − β₂) / (1 − β₂ᵗ)) the
 * change of a weight is rate · M / (√V + ε/k), where rate = α / k · (1 − β₁) / (1 − β₁ᵗ).
 */
record AdamUpdate(double beta1, double beta2, double epsilon) {
    private static final String SUM = "adam.sum";
    private static final String SQUARES = "adam.squares";
    private static final String RATE = "adam.rate";
    private static final String EPSILON = "adam.epsilon";

    static final List<String> SLOTS = List.of(SUM, SQUARES);
    static final List<String> SCALARS = List.of(RATE, EPSILON);

    Map<String, Float> scalars(long step, double learningRate) {
        double k = Math.sqrt((1 - beta2) / (1 - Math.pow(beta2, step)));
        double rate = learningRate / k * (1 - beta1) / (1 - Math.pow(beta1, step));
        return Map.of(RATE, (float) rate, EPSILON, (float) (epsilon / k));
    }

    /**
     * @param kept the parameter, decayed where it is to be
     */
    Optimizer.Update update(Value kept, Value gradient, Map<String, Value> slots, Map<String, Value> scalars) {
        Value sum = add(mul(requireNonNull(slots.get(SUM)), (float) beta1), gradient);
        Value squares = add(mul(requireNonNull(slots.get(SQUARES)), (float) beta2), square(gradient));
        Value root = add(Activations.sqrt(squares), requireNonNull(scalars.get(EPSILON)));
        Value change = mul(div(sum, root), requireNonNull(scalars.get(RATE)));
        return new Optimizer.Update(sub(kept, change), Map.of(SUM, sum, SQUARES, squares));
    }
}
