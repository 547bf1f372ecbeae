package dev.figment.train.layout;

import dev.figment.api.Tensor;
import dev.figment.train.graph.Arithmetic;
import dev.figment.train.graph.Graph;
import dev.figment.train.graph.GraphCopy;
import dev.figment.train.graph.Layout;
import dev.figment.train.graph.Node;
import dev.figment.train.graph.Reductions;
import dev.figment.train.graph.Scattering;
import dev.figment.train.graph.Scattering.Reduction;
import dev.figment.train.graph.Shape;
import dev.figment.train.graph.Value;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Rewrites for the CPU what adds slices at coordinates: ONNX Runtime 1.29 loses some where several threads of a ScatterND add
 * to the same place. A ScatterElements along rows, whose numbers are computed from the coordinates, adds them in order.
 */
final class OrderedScatter {
    private OrderedScatter() {}

    /** A graph of the same inputs and outputs: itself, where it has no such node. */
    static Graph of(Graph graph) {
        if (graph.nodes().stream().noneMatch(OrderedScatter::isMeant)) {
            return graph;
        }
        return GraphCopy.of(
                graph,
                (node, operands, to) -> isMeant(node)
                        ? List.of(byRows(operands.get(0), operands.get(1), operands.get(2)))
                        : to.nodeLike(node, operands).outputs());
    }

    private static boolean isMeant(Node node) {
        return node.operator() == Scattering.SCATTER_ND
                && node.attributes().string("reduction", "none").equals("add")
                && node.inputs().stream()
                        .allMatch(input -> input.shape().count().isPresent());
    }

    /** From data [d…, e…], coordinates [m…, axes of d], updates [m…, e…], as rows of e… elements. */
    private static Value byRows(Value data, Value coordinates, Value updates) {
        long[] sizes = data.shape().sizes();
        int named = (int) coordinates.shape().size(-1);
        long rows = product(LongStream.of(sizes).limit(named));
        long elements = product(LongStream.of(sizes).skip(named));
        long count = product(LongStream.of(coordinates.shape().sizes())
                .limit(coordinates.shape().rank() - 1L));
        Value flat = Layout.reshape(updates, Shape.of(count, elements));
        Value numbers = Layout.reshape(numbers(coordinates, sizes, named), Shape.of(count, 1));
        Value sum = Scattering.scatterElements(
                Layout.reshape(data, Shape.of(rows, elements)),
                Layout.expandLike(numbers, flat),
                flat,
                0,
                Reduction.ADD);
        return Layout.reshape(sum, data.shape());
    }

    /** The row that each coordinates name, negative ones counted from the end of their axis. */
    private static Value numbers(Value coordinates, long[] sizes, int named) {
        if (named == 1) {
            return coordinates;
        }
        long[] strides = new long[named];
        long stride = 1;
        for (int axis = named - 1; axis >= 0; axis--) {
            strides[axis] = stride;
            stride *= sizes[axis];
        }
        Graph graph = coordinates.graph();
        Value along = graph.constant(
                "sizes", Tensor.ofLongs(LongStream.of(sizes).limit(named).toArray(), named));
        Value places = Arithmetic.mod(Arithmetic.add(coordinates, along), along);
        Value weighted = Arithmetic.mul(places, graph.constant("strides", Tensor.ofLongs(strides, named)));
        return Reductions.sum(weighted, List.of(-1L), false);
    }

    private static long product(LongStream sizes) {
        return sizes.reduce(1, (a, b) -> a * b);
    }
}
