package dev.figment.train.layout;

import static dev.figment.train.graph.Arithmetic.add;
import static dev.figment.train.graph.Arithmetic.div;
import static dev.figment.train.graph.Arithmetic.mul;
import static dev.figment.train.graph.Arithmetic.sub;

import dev.figment.train.graph.Activations;
import dev.figment.train.graph.Dim;
import dev.figment.train.graph.Graph;
import dev.figment.train.graph.GraphCopy;
import dev.figment.train.graph.Layout;
import dev.figment.train.graph.Node;
import dev.figment.train.graph.Normalizations;
import dev.figment.train.graph.Reductions;
import dev.figment.train.graph.Shape;
import dev.figment.train.graph.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Rewrites a graph for CUDA, where ONNX Runtime 1.29 has no batch normalization that takes the statistics from its input:
 * it is made of other operators.
 */
final class ComposedBatchNorm {
    private ComposedBatchNorm() {}

    /** A graph of the same inputs and outputs: itself, where it has no such node. */
    static Graph of(Graph graph) {
        if (graph.nodes().stream().noneMatch(ComposedBatchNorm::isMeant)) {
            return graph;
        }
        return GraphCopy.of(
                graph,
                (node, operands, to) -> isMeant(node)
                        ? composed(operands, Normalizations.epsilon(node))
                        : to.nodeLike(node, operands).outputs());
    }

    private static boolean isMeant(Node node) {
        return node.operator() == Normalizations.BATCH && Normalizations.isTraining(node.attributes());
    }

    /** The result, the mean and the biased variance. */
    private static List<Value> composed(List<Value> operands, float epsilon) {
        Value x = operands.get(0);
        int rank = x.shape().rank();
        List<Long> axes =
                LongStream.range(0, rank).filter(axis -> axis != 1).boxed().toList();
        Shape channels = operands.get(1).shape();
        List<Dim> dims = new ArrayList<>(Collections.nCopies(rank, new Dim.Fixed(1)));
        dims.set(1, channels.dim(0));
        Shape broadcast = new Shape(dims);
        Value mean = Reductions.mean(x, axes, true);
        Value centred = sub(x, mean);
        Value variance = Reductions.mean(mul(centred, centred), axes, true);
        Value slope = div(Layout.reshape(operands.get(1), broadcast), Activations.sqrt(add(variance, epsilon)));
        Value y = add(mul(centred, slope), Layout.reshape(operands.get(2), broadcast));
        return List.of(y, Layout.reshape(mean, channels), Layout.reshape(variance, channels));
    }
}
