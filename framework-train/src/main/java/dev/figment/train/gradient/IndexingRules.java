package dev.figment.train.gradient;

import dev.figment.api.ElementType;
import dev.figment.api.Tensor;
import dev.figment.train.graph.Axes;
import dev.figment.train.graph.Dim;
import dev.figment.train.graph.Graph;
import dev.figment.train.graph.Indexing;
import dev.figment.train.graph.Layout;
import dev.figment.train.graph.Node;
import dev.figment.train.graph.Scattering;
import dev.figment.train.graph.Scattering.Reduction;
import dev.figment.train.graph.Shape;
import dev.figment.train.graph.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rules of {@link Indexing} and {@link Scattering}: what was taken from a place is added to it. */
final class IndexingRules {
    private IndexingRules() {}

    /**
     * Where the number of indices is known, by elements also along the first axis: ONNX Runtime 1.29 loses updates on the CPU
     * where several threads of a ScatterND add to the same place.
     */
    static List<@Nullable Value> gather(Node node, Value g) {
        Value data = node.input(0);
        Value indices = node.input(1);
        int axis = data.shape().axis(node.attributes().integer("axis", 0));
        Value zeros = Sparse.zerosLike(data);
        if (axis == 0 && indices.shape().count().isEmpty()) {
            Value coordinates = Axes.unsqueeze(indices, indices.shape().rank());
            return one(Scattering.scatterNd(zeros, coordinates, g, Reduction.ADD));
        }
        Shape taken = data.shape().with(axis, new Dim.Fixed(count(indices)));
        List<Dim> along = new ArrayList<>(Collections.nCopies(taken.rank(), new Dim.Fixed(1)));
        along.set(axis, taken.dim(axis));
        Value updates = Layout.reshape(g, taken);
        Value places = Layout.expandLike(Layout.reshape(indices, new Shape(along)), updates);
        return one(Scattering.scatterElements(zeros, places, updates, axis, Reduction.ADD));
    }

    private static long count(Value indices) {
        return indices.shape()
                .count()
                .orElseThrow(() -> new GradientException(
                        "a gather of " + indices + " has no gradient: the size of the indices has to be fixed"));
    }

    static List<@Nullable Value> gatherElements(Node node, Value g) {
        int axis = axis(node);
        return one(Scattering.scatterElements(Sparse.zerosLike(node.input(0)), node.input(1), g, axis, Reduction.ADD));
    }

    static List<@Nullable Value> gatherNd(Node node, Value g) {
        int batchAxes = (int) node.attributes().integer("batch_dims", 0);
        Value coordinates = batchAxes == 0 ? node.input(1) : withBatch(node.input(1), batchAxes);
        return one(Scattering.scatterNd(Sparse.zerosLike(node.input(0)), coordinates, g, Reduction.ADD));
    }

    /** Coordinates that begin with those of the batch, which GatherND knows by itself, and ScatterND does not. */
    private static Value withBatch(Value coordinates, int batchAxes) {
        Graph graph = coordinates.graph();
        Shape shape = coordinates.shape().with(-1, new Dim.Fixed(batchAxes));
        if (shape.count().isEmpty()) {
            throw new GradientException("a gather of " + coordinates + " has no gradient: its shape has to be fixed");
        }
        Tensor batch = Tensor.allocate(ElementType.INT64, shape.sizes());
        long after = shape.count().getAsLong();
        for (int axis = 0; axis < batchAxes; axis++) {
            after /= shape.size(axis);
            for (int i = axis; i < batch.count(); i += batchAxes) {
                batch.longs().put(i, i / after % shape.size(axis));
            }
        }
        Value constant = graph.constant("batch", batch);
        return Layout.concat(List.of(constant, coordinates), shape.rank() - 1);
    }

    static List<@Nullable Value> scatterElements(Node node, Value g) {
        int axis = axis(node);
        Value indices = node.input(1);
        Value toData = adds(node)
                ? g
                : Scattering.scatterElements(g, indices, Sparse.zerosLike(node.input(2)), axis, Reduction.NONE);
        return Arrays.asList(toData, null, Indexing.gatherElements(g, indices, axis));
    }

    static List<@Nullable Value> scatterNd(Node node, Value g) {
        Value indices = node.input(1);
        Value toData =
                adds(node) ? g : Scattering.scatterNd(g, indices, Sparse.zerosLike(node.input(2)), Reduction.NONE);
        return Arrays.asList(toData, null, Indexing.gatherNd(g, indices, 0));
    }

    private static boolean adds(Node node) {
        String reduction = node.attributes().string("reduction", "none");
        if (!reduction.equals("none") && !reduction.equals("add")) {
            throw new GradientException(node + " has no gradient with the reduction '" + reduction + "'");
        }
        return reduction.equals("add");
    }

    private static int axis(Node node) {
        return node.input(0).shape().axis(node.attributes().integer("axis", 0));
    }

    private static List<@Nullable Value> one(Value gradient) {
        return Collections.singletonList(gradient);
    }
}
