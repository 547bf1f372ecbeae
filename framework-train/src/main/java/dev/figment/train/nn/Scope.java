package dev.figment.train.nn;

import dev.figment.api.ElementType;
import dev.figment.api.Tensor;
import dev.figment.train.graph.Graph;
import dev.figment.train.graph.Shape;
import dev.figment.train.graph.Value;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The place in a network where a layer stands: it gives parameters by dotted path. The same description of a network
 * yields a graph to train, where parameters are inputs, and a graph to export, where they are constants.
 */
public final class Scope {
    private final Graph graph;
    private final String path;
    private final Map<String, Parameter> parameters;
    private final @Nullable Map<String, Tensor> trained;

    private Scope(Graph graph, String path, Map<String, Parameter> parameters, @Nullable Map<String, Tensor> trained) {
        this.graph = graph;
        this.path = path;
        this.parameters = parameters;
        this.trained = trained;
    }

    /** The root of a network to train: each parameter becomes an input of the graph. */
    public static Scope training(Graph graph) {
        return new Scope(graph, "", new LinkedHashMap<>(), null);
    }

    /** The root of a network to export: each parameter becomes a constant. */
    public static Scope inference(Graph graph, Map<String, Tensor> trained) {
        return new Scope(graph, "", new LinkedHashMap<>(), trained);
    }

    public Graph graph() {
        return graph;
    }

    /** A place below this one. */
    public Scope child(String name) {
        return new Scope(graph, join(name), parameters, trained);
    }

    /** Applies a layer at a place below this one; its nodes are named after the place. */
    public Value apply(String name, Layer layer, Value x) {
        Scope child = child(name);
        return child.within(() -> layer.apply(child, x));
    }

    /** Runs code whose nodes are named after this place. */
    public <T> T within(Supplier<T> code) {
        return graph.within(path, code);
    }

    /**
     * The parameter of this name at this place; asked for twice, it is the same one (tied).
     *
     * @throws IllegalArgumentException if it was there with another shape, or was not trained
     */
    public Value parameter(String name, Init init, long... shape) {
        String dotted = join(name);
        Parameter parameter = parameters.computeIfAbsent(dotted, key -> new Parameter(key, declare(key, shape), init));
        if (!Arrays.equals(parameter.value().shape().sizes(), shape)) {
            throw new IllegalArgumentException("the parameter " + dotted + " has the shape "
                    + parameter.value().shape() + ", and " + Arrays.toString(shape) + " is asked for");
        }
        return parameter.value();
    }

    /** All parameters of the network so far, in the order in which they were first asked for. */
    public Collection<Parameter> parameters() {
        return Collections.unmodifiableCollection(parameters.values());
    }

    private Value declare(String dotted, long[] shape) {
        if (trained == null) {
            return graph.input(dotted, ElementType.FLOAT32, Shape.of(shape));
        }
        Tensor tensor = trained.get(dotted);
        if (tensor == null) {
            throw new IllegalArgumentException("the parameter " + dotted + " was not trained");
        }
        return graph.initializer(dotted, tensor);
    }

    private String join(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}
