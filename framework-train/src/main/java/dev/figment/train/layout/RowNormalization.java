package dev.figment.train.layout;

import static dev.figment.train.graph.Arithmetic.add;
import static dev.figment.train.graph.Arithmetic.div;
import static dev.figment.train.graph.Arithmetic.mul;
import static dev.figment.train.graph.Arithmetic.square;
import static dev.figment.train.graph.Arithmetic.sub;

import dev.figment.train.graph.Activations;
import dev.figment.train.graph.Layout;
import dev.figment.train.graph.Node;
import dev.figment.train.graph.Normalizations;
import dev.figment.train.graph.Reductions;
import dev.figment.train.graph.Shape;
import dev.figment.train.graph.Value;
import java.util.List;
import java.util.stream.LongStream;

/** Batch and instance normalization with the channels last, for which ONNX has no operators. */
final class RowNormalization {
    private RowNormalization() {}

    static void of(Node node, Versions versions) {
        Value x = versions.last(node.input(0));
        Value scale = versions.same(node.input(1));
        Value bias = versions.same(node.input(2));
        float epsilon = Normalizations.epsilon(node);
        if (node.operator() == Normalizations.INSTANCE) {
            List<Long> places =
                    LongStream.range(1, x.shape().rank() - 1L).boxed().toList();
            versions.putLast(
                    node.output(), byOwn(x, places, scale, bias, epsilon).y());
        } else if (Normalizations.isTraining(node.attributes())) {
            List<Long> all = LongStream.range(0, x.shape().rank() - 1L).boxed().toList();
            Normalizations.Normalized result = byOwn(x, all, scale, bias, epsilon);
            versions.putLast(node.output(), result.y());
            versions.put(node.outputs().get(1), flat(result.mean()));
            versions.put(node.outputs().get(2), flat(result.variance()));
        } else {
            Value mean = versions.same(node.input(3));
            Value slope = mul(scale, inverse(versions.same(node.input(4)), epsilon));
            versions.putLast(node.output(), add(mul(x, slope), sub(bias, mul(mean, slope))));
        }
    }

    /** By mean and variance over some axes, which stay as 1. */
    private static Normalizations.Normalized byOwn(Value x, List<Long> axes, Value scale, Value bias, float epsilon) {
        long count =
                axes.stream().mapToLong(axis -> x.shape().size(axis.intValue())).reduce(1, (a, b) -> a * b);
        Value mean = mul(Reductions.sum(x, axes, true), 1f / count);
        Value centred = sub(x, mean);
        // ReduceSumSquare takes twice as long.
        Value variance = mul(Reductions.sum(square(centred), axes, true), 1f / count);
        Value y = add(mul(centred, mul(inverse(variance, epsilon), scale)), bias);
        return new Normalizations.Normalized(y, mean, variance);
    }

    private static Value inverse(Value variance, float epsilon) {
        Value deviation = Activations.sqrt(add(variance, epsilon));
        return div(variance.graph().scalar(1), deviation);
    }

    private static Value flat(Value perChannel) {
        return Layout.reshape(perChannel, Shape.of(perChannel.shape().size(-1)));
    }
}
