package dev.figment.train.gradient;

import static dev.figment.train.graph.Arithmetic.add;
import static dev.figment.train.graph.Arithmetic.div;
import static dev.figment.train.graph.Arithmetic.mul;
import static dev.figment.train.graph.Arithmetic.sub;

import dev.figment.train.graph.Activations;
import dev.figment.train.graph.Arithmetic;
import dev.figment.train.graph.Dim;
import dev.figment.train.graph.Layout;
import dev.figment.train.graph.Node;
import dev.figment.train.graph.Normalizations;
import dev.figment.train.graph.Reductions;
import dev.figment.train.graph.Shape;
import dev.figment.train.graph.Value;
import java.util.Collections;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Rules of {@link Normalizations}, in closed form (Ioffe and Szegedy 2015, section 3): with r = 1/√(v + ε) and g the
 * gradient of y = (x − m) r γ + β, they need Σ g and Σ g (x − m) of each channel alone.
 */
final class NormalizationRules {
    private NormalizationRules() {}

    static List<@Nullable Value> batch(Node node, List<@Nullable Value> gradients) {
        return Normalizations.isTraining(node.attributes()) ? byBatch(node, gradients) : byStatistics(node, gradients);
    }

    /** The statistics are inputs like others. */
    private static List<@Nullable Value> byStatistics(Node node, List<@Nullable Value> gradients) {
        Value g = gradients.get(0);
        if (g == null) {
            return List.of();
        }
        Value mean = node.input(3);
        Value inverse = inverseDeviation(node.input(4), node);
        Value slope = mul(node.input(1), inverse);
        Value sum = sum(g);
        Value dot = dot(g, node.input(0), mean);
        Value toScale = mul(dot, inverse);
        Value toVariance = mul(mul(toScale, mul(slope, inverse)), -0.5f);
        return List.of(mul(g, channels(slope, g)), toScale, sum, Activations.neg(mul(slope, sum)), toVariance);
    }

    /**
     * dx = γ r (g − Σg/M − (x − m) r² Σg(x − m)/M), of which all but the first term is again a batch normalization by the
     * same statistics, with another scale and bias. What the mean and the variance are used for otherwise adds to these.
     */
    private static List<@Nullable Value> byBatch(Node node, List<@Nullable Value> gradients) {
        Value x = node.input(0);
        Value scale = node.input(1);
        Value mean = node.outputs().get(1);
        Value variance = node.outputs().get(2);
        Value g = gradients.get(0);
        Value toMean = gradients.get(1);
        Value toVariance = gradients.get(2);
        float perElement = 1f / elementsPerChannel(x.shape());
        Value inverse = inverseDeviation(variance, node);
        Value nothing = x.graph().scalar(0);
        Value bias = toMean == null ? nothing : toMean;
        Value factor = toVariance == null ? nothing : mul(div(toVariance, inverse), 2);
        if (g == null) {
            Value zeros = mul(scale, 0);
            return List.of(affine(node, mul(add(zeros, factor), perElement), mul(add(zeros, bias), perElement)));
        }
        Value toBias = sum(g);
        Value toScale = mul(dot(g, x, mean), inverse);
        Value slope = mul(scale, inverse);
        Value rest = affine(
                node,
                mul(sub(factor, mul(slope, toScale)), perElement),
                mul(sub(bias, mul(slope, toBias)), perElement));
        return List.of(add(mul(g, channels(slope, g)), rest), toScale, toBias);
    }

    /** The input normalized by the statistics of a node, with this scale and this bias. */
    private static Value affine(Node node, Value scale, Value bias) {
        List<Value> outputs = node.outputs();
        return Normalizations.byStatistics(
                node.input(0), scale, bias, outputs.get(1), outputs.get(2), Normalizations.epsilon(node));
    }

    /** r (d − mean d − x̂ mean(d x̂)) with d = γ g, over the spatial axes of each sample. */
    static List<@Nullable Value> instance(Node node, Value g) {
        Value x = node.input(0);
        List<Long> spatial = LongStream.range(2, x.shape().rank()).boxed().toList();
        Value centred = sub(x, Reductions.mean(x, spatial, true));
        Value variance = Reductions.mean(Arithmetic.square(centred), spatial, true);
        Value inverse = inverseDeviation(variance, node);
        Value normalized = mul(centred, inverse);
        Value d = mul(g, channels(node.input(1), g));
        Value rest = add(
                Reductions.mean(d, spatial, true), mul(normalized, Reductions.mean(mul(d, normalized), spatial, true)));
        return List.of(mul(inverse, sub(d, rest)), sum(mul(g, normalized)), sum(g));
    }

    private static Value inverseDeviation(Value variance, Node node) {
        Value deviation = Activations.sqrt(add(variance, Normalizations.epsilon(node)));
        return div(variance.graph().scalar(1), deviation);
    }

    /** Of each channel: Σ g (x − mean). */
    private static Value dot(Value g, Value x, Value mean) {
        return sum(mul(g, sub(x, channels(mean, x))));
    }

    /** Of each channel, over everything else. */
    private static Value sum(Value x) {
        List<Long> axes = LongStream.range(0, x.shape().rank())
                .filter(axis -> axis != 1)
                .boxed()
                .toList();
        return Reductions.sumStepwise(x, axes, false);
    }

    /** [channels], so that it broadcasts to [samples, channels, …]. */
    private static Value channels(Value perChannel, Value like) {
        Shape shape = new Shape(Collections.nCopies(like.shape().rank(), new Dim.Fixed(1)));
        return Layout.reshape(perChannel, shape.with(1, perChannel.shape().dim(0)));
    }

    private static long elementsPerChannel(Shape shape) {
        long count = shape.count()
                .orElseThrow(() -> new GradientException("a batch normalization by the statistics of " + shape
                        + " has no gradient: all sizes have to be fixed"));
        return count / shape.size(1);
    }
}
