package dev.figment.train.optim;

import dev.figment.train.graph.Value;
import java.util.List;
import java.util.Map;

/** Adds to a graph the nodes that update parameters. */
public interface Optimizer {
    /** Names of the state tensors that each parameter has, of its shape, zero at first: {@code adam.sum}. */
    List<String> slots();

    /** Names of the scalar inputs that change with every step. */
    List<String> scalars();

    /**
     * The values of those scalars.
     *
     * @param step of the updates, counted from 1
     */
    Map<String, Float> scalars(long step, double learningRate);

    /**
     * Adds the update of one parameter, or of several in one vector: it is element-wise, and its shape may be any. ONNX
     * Runtime does not fuse element-wise operators, so each node is one pass over memory; constants are folded into the
     * scalars.
     *
     * @param gradient of the parameter's shape
     * @param slots the state before, by name
     * @param scalars the scalar inputs, by name
     */
    Update update(Value parameter, Value gradient, Map<String, Value> slots, Map<String, Value> scalars);

    /**
     * What an update gives.
     *
     * @param slots the state after, by name
     */
    record Update(Value parameter, Map<String, Value> slots) {}
}
