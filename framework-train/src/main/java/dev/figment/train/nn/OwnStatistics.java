package dev.figment.train.nn;

import dev.figment.api.Seed;
import dev.figment.train.graph.Arithmetic;
import dev.figment.train.graph.Dim;
import dev.figment.train.graph.Graph;
import dev.figment.train.graph.Layout;
import dev.figment.train.graph.Normalizations;
import dev.figment.train.graph.Shape;
import dev.figment.train.graph.ShapeException;
import dev.figment.train.graph.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Normalization of each sample by the statistics of its own groups of channels. */
final class OwnStatistics {
    private OwnStatistics() {}

    /**
     * Groups are taken for channels. In training samples are too: groups of all samples are then the channels of one, and
     * one batch normalization gives their statistics with the result, for the gradient.
     */
    static Value normalize(Scope scope, Value x, long groups, boolean affine, float epsilon) {
        Shape shape = x.shape();
        long elements = elements(scope, shape, groups);
        Graph graph = x.graph();
        Value y;
        if (scope.isTraining() && shape.count().isPresent()) {
            long all = shape.size(0) * groups;
            Value grouped = Layout.reshape(x, Shape.of(1, all, elements));
            y = Normalizations.byBatch(grouped, constant(graph, 1, all), constant(graph, 0, all), epsilon)
                    .y();
        } else {
            Shape open = new Shape(List.of(shape.dim(0), new Dim.Fixed(groups), new Dim.Fixed(elements)));
            y = Normalizations.byInstance(
                    Layout.reshape(x, open), constant(graph, 1, groups), constant(graph, 0, groups), epsilon);
        }
        Value normalized = Layout.reshape(y, shape);
        return affine ? scaled(scope, normalized) : normalized;
    }

    private static Value scaled(Scope scope, Value x) {
        long channels = x.shape().size(1);
        List<Dim> dims = new ArrayList<>(Collections.nCopies(x.shape().rank() - 1, new Dim.Fixed(1)));
        dims.set(0, new Dim.Fixed(channels));
        Shape broadcast = new Shape(dims);
        Value weight = scope.parameter("weight", Init.constant(1), channels);
        Value bias = scope.parameter("bias", Init.constant(0), channels);
        return Arithmetic.add(Arithmetic.mul(x, Layout.reshape(weight, broadcast)), Layout.reshape(bias, broadcast));
    }

    /** The number of elements of a group. */
    private static long elements(Scope scope, Shape shape, long groups) {
        long elements = shape.size(1) / groups;
        for (int axis = 2; axis < shape.rank(); axis++) {
            elements *= shape.size(axis);
        }
        if (elements < 2) {
            throw new ShapeException(
                    scope.path() + ": a norm of " + shape + ", in which there is one element for each mean");
        }
        return elements;
    }

    private static Value constant(Graph graph, float value, long size) {
        return graph.constant("constant", Init.constant(value).create(new Seed(0), size));
    }
}
