package dev.figment.train.graph;

import dev.figment.api.ElementType;
import dev.figment.api.Tensor;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** A tensor in a graph: an input, an initializer, or an output of a node. Compared by identity. */
public final class Value {
    private final Graph graph;
    private final String name;
    private final ElementType type;
    private final Shape shape;
    private final @Nullable Node producer;

    Value(Graph graph, String name, ElementType type, Shape shape, @Nullable Node producer) {
        this.graph = graph;
        this.name = name;
        this.type = type;
        this.shape = shape;
        this.producer = producer;
    }

    public Graph graph() {
        return graph;
    }

    public String name() {
        return name;
    }

    public ElementType type() {
        return type;
    }

    public Shape shape() {
        return shape;
    }

    /** The node that computes it; null for inputs and initializers. */
    public @Nullable Node producer() {
        return producer;
    }

    /**
     * The elements of an INT64 constant.
     *
     * @throws ShapeException if it is none
     */
    public List<Long> constantIntegers() {
        Tensor tensor = graph.initializers().get(name);
        if (tensor == null || tensor.type() != ElementType.INT64) {
            throw new ShapeException(this + " has to be a constant of integers");
        }
        return LongStream.of(tensor.toLongArray()).boxed().toList();
    }

    @Override
    public String toString() {
        return name + " " + type + shape;
    }
}
