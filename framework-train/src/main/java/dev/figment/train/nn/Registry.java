package dev.figment.train.nn;

import dev.figment.api.ElementType;
import dev.figment.api.Tensor;
import dev.figment.train.graph.Conversion;
import dev.figment.train.graph.Graph;
import dev.figment.train.graph.Shape;
import dev.figment.train.graph.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What all places of one network share: its parameters, its state and its noise, by dotted path. */
final class Registry {
    private final Graph graph;
    private final Scope.Mode mode;
    private final Map<String, Tensor> trained;
    private final Map<String, Parameter> parameters = new LinkedHashMap<>();
    private final Map<String, State> states = new LinkedHashMap<>();
    private final Map<String, NoiseInput> noises = new LinkedHashMap<>();
    private final Map<Value, String> newestStates = new HashMap<>();

    Registry(Graph graph, Scope.Mode mode, Map<String, Tensor> trained) {
        this.graph = graph;
        this.mode = mode;
        this.trained = trained;
    }

    Graph graph() {
        return graph;
    }

    Scope.Mode mode() {
        return mode;
    }

    Value parameter(String path, Init init, long[] shape) {
        requireFree(path, states, "state");
        Parameter parameter =
                parameters.computeIfAbsent(path, key -> new Parameter(key, declare("parameter", key, shape), init));
        return checked("parameter", path, parameter.value(), shape);
    }

    Value state(String path, Init init, long[] shape) {
        requireFree(path, parameters, "parameter");
        State state = states.computeIfAbsent(path, key -> {
            Value value = declare("state", key, shape);
            newestStates.put(value, key);
            return new State(key, value, value, init);
        });
        return checked("state", path, state.next(), shape);
    }

    void update(Value before, Value after) {
        String path = newestStates.get(before);
        State state = path == null ? null : states.get(path);
        if (path == null || state == null) {
            throw new IllegalArgumentException(before + " is no state of this network, or not its newest value");
        }
        if (after.type() != before.type() || !after.shape().equals(before.shape())) {
            throw new IllegalArgumentException(
                    "the state " + path + " is " + before + ", and is to become " + after + ", which is another shape");
        }
        if (mode == Scope.Mode.TRAINING) {
            Value constant = Conversion.stopGradient(after);
            newestStates.remove(before);
            newestStates.put(constant, path);
            states.put(path, new State(path, state.value(), constant, state.init()));
        }
    }

    Value noise(String path, Noise noise, Shape shape) {
        if (mode == Scope.Mode.INFERENCE) {
            throw new IllegalStateException("the noise " + path + " is asked for in a network for inference");
        }
        String unique = path;
        for (int i = 1; noises.containsKey(unique); i++) {
            unique = path + "-" + i;
        }
        Value value = graph.input(unique, ElementType.FLOAT32, shape);
        noises.put(unique, new NoiseInput(unique, value, noise));
        return value;
    }

    Collection<Parameter> parameters() {
        return Collections.unmodifiableCollection(parameters.values());
    }

    List<State> states() {
        return new ArrayList<>(states.values());
    }

    List<NoiseInput> noises() {
        return new ArrayList<>(noises.values());
    }

    private Value declare(String kind, String path, long[] shape) {
        if (mode != Scope.Mode.INFERENCE) {
            return graph.input(path, ElementType.FLOAT32, Shape.of(shape));
        }
        Tensor tensor = trained.get(path);
        if (tensor == null) {
            throw new IllegalArgumentException("the " + kind + " " + path + " was not trained");
        }
        return graph.initializer(path, tensor);
    }

    private static Value checked(String kind, String path, Value value, long[] shape) {
        if (!Arrays.equals(value.shape().sizes(), shape)) {
            throw new IllegalArgumentException("the " + kind + " " + path + " has the shape " + value.shape() + ", and "
                    + Arrays.toString(shape) + " is asked for");
        }
        return value;
    }

    private static void requireFree(String path, Map<String, ?> others, String kind) {
        if (others.containsKey(path)) {
            throw new IllegalArgumentException("the network has a " + kind + " " + path + " already");
        }
    }
}
