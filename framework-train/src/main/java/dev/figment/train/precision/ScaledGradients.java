package dev.figment.train.precision;

import dev.figment.train.gradient.Gradient;
import dev.figment.train.graph.Arithmetic;
import dev.figment.train.graph.Graph;
import dev.figment.train.graph.Reductions;
import dev.figment.train.graph.Value;
import java.util.List;
import java.util.Set;

/**
 * Gradients of a loss, taken of the loss times a scale and divided by it again.
 *
 * @param gradients in the order of the values that they are of
 * @param squares the sum of their squares, of rank 0: finite if all of them are. Its root is the global norm
 */
public record ScaledGradients(List<Value> gradients, Value squares) {
    public ScaledGradients {
        gradients = List.copyOf(gradients);
    }

    /**
     * Adds them to the loss's graph.
     *
     * @param wrt at least one value
     * @param stopped values through which no gradient flows
     * @param scale of rank 0: {@link LossScale#value()}
     */
    public static ScaledGradients of(Value loss, List<Value> wrt, Set<Value> stopped, Value scale) {
        Graph graph = loss.graph();
        Value inverse = Arithmetic.div(graph.scalar(1), scale);
        List<Value> gradients = Gradient.of(Arithmetic.mul(loss, scale), wrt, stopped).stream()
                .map(gradient -> Arithmetic.mul(gradient, inverse))
                .toList();
        Value squares = gradients.stream()
                .map(gradient -> Reductions.sum(Arithmetic.square(gradient)))
                .reduce(Arithmetic::add)
                .orElseThrow();
        return new ScaledGradients(gradients, squares);
    }
}
