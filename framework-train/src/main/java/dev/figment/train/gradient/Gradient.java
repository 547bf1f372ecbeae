package dev.figment.train.gradient;

import dev.figment.train.graph.Graph;
import dev.figment.train.graph.Node;
import dev.figment.train.graph.Shape;
import dev.figment.train.graph.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reverse-mode differentiation (Linnainmaa 1970; Griewank and Walther 2008, ch. 3) of a graph into more graph. The nodes
 * that it adds have rules too, so that a gradient can be differentiated again.
 */
public final class Gradient {
    private Gradient() {}

    /**
     * Adds the gradients of a scalar to its graph.
     *
     * @param loss of rank 0
     * @param wrt values of the same graph
     * @param stopped values through which no gradient flows
     * @return for each of {@code wrt} its gradient, of its shape
     * @throws GradientException if the loss does not depend on one of them, or an operator on the way has no rule
     */
    public static List<Value> of(Value loss, List<Value> wrt, Set<Value> stopped) {
        if (!loss.shape().equals(Shape.SCALAR)) {
            throw new GradientException("a gradient is taken of a scalar, not of " + loss);
        }
        Graph graph = loss.graph();
        Set<Value> active = dependents(graph, wrt, stopped);
        Map<Value, Value> gradients = new HashMap<>();
        gradients.put(loss, graph.scalar(1));
        List<Node> nodes = List.copyOf(graph.nodes());
        for (int i = nodes.size() - 1; i >= 0; i--) {
            backward(nodes.get(i), active, gradients);
        }
        List<Value> results = new ArrayList<>();
        for (Value value : wrt) {
            Value gradient = gradients.get(value);
            if (gradient == null) {
                throw new GradientException(loss.name() + " does not depend on " + value);
            }
            results.add(gradient);
        }
        return results;
    }

    /** As {@link #of(Value, List, Set)}, with nothing stopped. */
    public static List<Value> of(Value loss, List<Value> wrt) {
        return of(loss, wrt, Set.of());
    }

    private static void backward(Node node, Set<Value> active, Map<Value, Value> gradients) {
        List<@Nullable Value> toOutputs = new ArrayList<>();
        for (Value output : node.outputs()) {
            toOutputs.add(active.contains(output) ? gradients.get(output) : null);
        }
        if (toOutputs.stream().allMatch(Objects::isNull)) {
            return;
        }
        Rule rule = Rules.of(node.operator())
                .or(() -> node.operator().derivative().map(derivative -> derivative::apply))
                .orElseThrow(() -> new GradientException("the operator " + node.operator() + " has no gradient; it is"
                        + " asked for at " + node + path(node, active)));
        List<@Nullable Value> toInputs =
                node.output().graph().within(node.name() + ".gradient", () -> rule.apply(node, toOutputs));
        for (int i = 0; i < toInputs.size(); i++) {
            Value input = node.input(i);
            Value added = toInputs.get(i);
            if (added != null && active.contains(input)) {
                gradients.merge(input, added, Sparse::add);
            }
        }
    }

    /** Values that depend on one of {@code wrt}, those included. */
    private static Set<Value> dependents(Graph graph, List<Value> wrt, Set<Value> stopped) {
        Set<Value> active = new HashSet<>(wrt);
        for (Node node : graph.nodes()) {
            if (node.inputs().stream().anyMatch(active::contains)) {
                node.outputs().stream()
                        .filter(output -> !stopped.contains(output))
                        .forEach(active::add);
            }
        }
        return active;
    }

    /** The way from a node back to the value that the gradient is wanted for. */
    private static String path(Node from, Set<Value> active) {
        StringBuilder path = new StringBuilder(", on the way to ");
        Node node = from;
        while (true) {
            Value next =
                    node.inputs().stream().filter(active::contains).findFirst().orElse(null);
            if (next == null) {
                return path.toString();
            }
            path.append(next.name());
            Node producer = next.producer();
            if (producer == null) {
                return path.toString();
            }
            path.append(" < ");
            node = producer;
        }
    }
}
