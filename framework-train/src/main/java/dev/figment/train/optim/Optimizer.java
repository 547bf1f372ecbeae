package dev.figment.train.optim;

import dev.figment.train.graph.Graph;
import dev.figment.train.graph.Value;
import java.util.List;
import java.util.Map;

/** Adds to a graph the nodes that update parameters. */
public interface Optimizer {
    /** Names of the state tensors that each parameter has, of its shape, zero at first: {@code adam.mean}. */
    List<String> slots();

    /** Names of the scalar inputs that change with every step. */
    List<String> scalars();

    /**
     * The values of those scalars.
     *
     * @param step counts from 1
     */
    Map<String, Float> scalars(long step, double learningRate);

    /**
     * Adds the update of one parameter.
     *
     * @param slots the state before, by name
     * @param scalars the scalar inputs, by name
     */
    Update update(Graph graph, Value parameter, Value gradient, Map<String, Value> slots, Map<String, Value> scalars);

    /**
     * What an update gives.
     *
     * @param slots the state after, by name
     */
    record Update(Value parameter, Map<String, Value> slots) {}

    /** The optimizer that a config asks for. */
    static Optimizer of(OptimizerConfig config) {
        return switch (config.use()) {
            case ADAM -> new Adam(config);
        };
    }
}
