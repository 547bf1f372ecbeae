package dev.figment.train.layout;

import dev.figment.api.ElementType;
import dev.figment.train.gradient.WeightGradient;
import dev.figment.train.graph.Convolutions;
import dev.figment.train.graph.Node;
import dev.figment.train.graph.Operator;
import dev.figment.train.graph.Shape;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Which convolutions are computed on rows. Measured in ONNX Runtime 1.29 with two threads on x86-64 (AVX2), kernels 4×4 of
 * stride 2, in milliseconds; the rows' times are without reordering the weight, which takes about 1 ms for 1 M numbers:
 *
 * <pre>
 *                     forward       input's gradient   weight's gradient
 * input, channels   ONNX's  rows     ONNX's  rows        ONNX's  rows
 * [64, 64, 16, 16] 128   9.7   7.5      10.5   8.7          19.0   9.1
 * [64, 128, 8, 8] 256   10.8   6.8      12.2   7.0           9.2   7.6
 * [64, 32, 32, 32] 64    9.1   9.9      11.1  10.5          16.7  11.7
 * [1, 32, 64, 64] 64     0.56  0.52      0.84  0.56          1.85  0.77
 * [1, 64, 32, 32] 128    0.54  0.49      0.59  0.54          1.31  0.57
 * [1, 256, 8, 8] 256     0.40  0.44      0.52  0.37          1.86  0.31
 * </pre>
 *
 * Convolutions over one axis lost a seventh of a whole WaveNet's step, whose kernels have two elements.
 */
final class Worth {
    /** With fewer channels, one row holds next to nothing. */
    private static final long FEWEST_CHANNELS = 3;

    /** With fewer places, of all samples, reordering the weight takes longer than what is gained. */
    private static final long FEWEST_PLACES = 512;

    /** The same for the weight's gradient, which gains more. */
    private static final long FEWEST_PLACES_OF_WEIGHT = 128;

    private Worth() {}

    /** Whether a node is a convolution that can be computed on rows at all. */
    static boolean fits(Node node) {
        Operator operator = node.operator();
        boolean known = operator == Convolutions.CONV
                || operator == WeightGradient.OPERATOR
                || (operator == Convolutions.CONV_TRANSPOSE && Adjoint.fits(Convolutions.window(node)));
        return known
                && Convolutions.groups(node) == 1
                && node.inputs().stream()
                        .allMatch(input -> input.type() == ElementType.FLOAT32
                                && input.shape().count().isPresent());
    }

    /** Whether rows are faster for a node. */
    static boolean pays(Node node) {
        boolean weight = node.operator() == WeightGradient.OPERATOR;
        Shape x = node.input(0).shape();
        Shape other = weight ? node.input(1).shape() : node.output().shape();
        long places = x.size(0) * Math.min(count(x), count(other));
        return x.rank() > 3
                && Math.min(x.size(1), other.size(1)) >= FEWEST_CHANNELS
                && places >= (weight ? FEWEST_PLACES_OF_WEIGHT : FEWEST_PLACES);
    }

    /** The spatial axes of [N, C, …]. */
    static List<Long> sizes(Shape shape) {
        return LongStream.of(shape.sizes()).skip(2).boxed().toList();
    }

    private static long count(Shape shape) {
        return Places.count(sizes(shape));
    }
}
