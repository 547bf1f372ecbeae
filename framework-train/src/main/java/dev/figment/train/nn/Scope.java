package dev.figment.train.nn;

import dev.figment.api.Tensor;
import dev.figment.train.graph.Graph;
import dev.figment.train.graph.Shape;
import dev.figment.train.graph.Value;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * The place in a network where a layer stands: it gives parameters, state and noise by dotted path. The same description
 * of a network yields a graph to train, where parameters and state are inputs, one to evaluate, and one to export, where
 * they are constants.
 */
public final class Scope {
    /** What the graph is for. */
    public enum Mode {
        /** Layers behave as in training: dropout drops, batch norm takes the batch's statistics and updates its own. */
        TRAINING,
        /** The loss and the metrics without training: state is read and does not change. */
        EVALUATION,
        /** A network to export: parameters and state are constants, and there is no noise. */
        INFERENCE
    }

    private final Registry registry;
    private final String path;
    private final Map<String, UnaryOperator<Value>> seenThrough;

    private Scope(Registry registry, String path) {
        this(registry, path, Map.of());
    }

    private Scope(Registry registry, String path, Map<String, UnaryOperator<Value>> seenThrough) {
        this.registry = registry;
        this.path = path;
        this.seenThrough = seenThrough;
    }

    /** The root of a network to train: each parameter and each state becomes an input of the graph. */
    public static Scope training(Graph graph) {
        return new Scope(new Registry(graph, Mode.TRAINING, Map.of()), "");
    }

    /** The root of a network to evaluate: as in training, but layers behave as in inference. */
    public static Scope evaluation(Graph graph) {
        return new Scope(new Registry(graph, Mode.EVALUATION, Map.of()), "");
    }

    /**
     * The root of a network to export: each parameter and each state becomes a constant.
     *
     * @param trained parameters and state by dotted path
     */
    public static Scope inference(Graph graph, Map<String, Tensor> trained) {
        return new Scope(new Registry(graph, Mode.INFERENCE, trained), "");
    }

    public Graph graph() {
        return registry.graph();
    }

    public Mode mode() {
        return registry.mode();
    }

    /** Whether layers behave as in training. */
    public boolean isTraining() {
        return mode() == Mode.TRAINING;
    }

    /** The dotted path of this place; empty at the root. */
    public String path() {
        return path;
    }

    /** A place below this one. */
    public Scope child(String name) {
        return new Scope(registry, join(name));
    }

    /** Applies a layer at a place below this one; its nodes are named after the place. */
    public Value apply(String name, Layer layer, Value x) {
        Scope child = child(name);
        return child.within(() -> layer.apply(child, x));
    }

    /** Runs code whose nodes are named after this place. */
    public <T> T within(Supplier<T> code) {
        return graph().within(path, code);
    }

    /**
     * The parameter of this name at this place; asked for twice, it is the same one (tied).
     *
     * @throws IllegalArgumentException if it was there with another shape, or was not trained
     */
    public Value parameter(String name, Init init, long... shape) {
        Value value = registry.parameter(join(name), init, shape);
        UnaryOperator<Value> function = seenThrough.get(name);
        return function == null ? value : function.apply(value);
    }

    /**
     * The same place, where a layer that asks for the parameter of this name gets a function of it, of the same shape
     * (reparametrization); places below it get theirs as they are.
     */
    Scope seeing(String name, UnaryOperator<Value> function) {
        Map<String, UnaryOperator<Value>> functions = new HashMap<>(seenThrough);
        UnaryOperator<Value> before = seenThrough.getOrDefault(name, UnaryOperator.identity());
        functions.put(name, value -> function.apply(before.apply(value)));
        return new Scope(registry, path, functions);
    }

    /**
     * A tensor that is not trained but kept from step to step, such as the running mean of a batch norm: its value before
     * the step, or, where this graph has {@linkplain #update updated} it already, after that update, so that a layer that
     * is applied twice updates it twice.
     *
     * @param init its values before the first step
     * @throws IllegalArgumentException if it was there with another shape, or as a parameter, or was not trained
     */
    public Value state(String name, Init init, long... shape) {
        return registry.state(join(name), init, shape);
    }

    /**
     * Says what a state is after the step; nothing happens unless the graph is for training.
     *
     * @param state what {@link #state} gave last
     * @param newValue of its type and shape; no gradient flows through it into what comes next
     * @throws IllegalArgumentException if it is no state, or the shapes differ
     */
    public void update(Value state, Value newValue) {
        registry.update(state, newValue);
    }

    /**
     * Random numbers that are new in every step, FLOAT32. They depend on the seed, the path, and the number of the sample
     * alone, if the first axis counts samples (or rows of samples, all of one sample together). Asked for twice, they are
     * others. A layer that has noise in training alone asks {@link #isTraining()} first.
     *
     * @throws IllegalStateException if the graph is for inference, where there is no noise
     */
    public Value noise(String name, Noise noise, Shape shape) {
        return registry.noise(join(name), noise, shape);
    }

    /** All parameters of the network so far, in the order in which they were first asked for. */
    public Collection<Parameter> parameters() {
        return registry.parameters();
    }

    /** All state of the network so far, in the order in which it was first asked for. */
    public List<State> states() {
        return registry.states();
    }

    /** All noise of the network so far. */
    public List<NoiseInput> noises() {
        return registry.noises();
    }

    private String join(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}
