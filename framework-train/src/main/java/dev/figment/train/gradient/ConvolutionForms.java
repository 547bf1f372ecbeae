package dev.figment.train.gradient;

import dev.figment.train.graph.Dim;
import dev.figment.train.graph.Shape;
import dev.figment.train.graph.Window;

/**
 * Which form of a convolution's gradient is taken for which shape. Measured as the processor time of ONNX Runtime 1.29 with
 * one thread on x86-64 (AVX-512), in milliseconds:
 *
 * <pre>
 * input, weight, strides                            swapped unfolded per sample   transposed flipped
 * [64, 64, 16, 16] [128, 64, 4, 4] 2                   18.0     21.5       23.7         14.3
 * [1, 64, 32, 32] [128, 64, 4, 4] 2                     1.0      1.3        1.5          1.0
 * [1, 256, 8, 8] [256, 256, 4, 4] 2                     1.4      1.1        3.4          1.2
 * [16, 64, 32, 32] [64, 64, 3, 3] 1                    39.8     22.5       23.0         16.2    14.1
 * [64, 32, 28, 28] [32, 32, 3, 3] 1                    42.3     28.1       25.5         15.3    13.3
 * [16, 64, 32, 32] [128, 64, 1, 1] 1                   15.7      4.9        3.3          4.2     3.7
 * [16, 64, 32, 32] [64, 1, 3, 3] 1, 64 groups          14.3      9.2        9.5          5.0
 * [1, 32, 8000] [64, 32, 2] 1                           6.3      1.3        1.2          2.9     1.6
 * [4, 32, 4000] [64, 32, 2] 1                          12.3      2.9        2.5          5.4     2.6
 * [1, 128, 16, 16] [256, 128, 4, 4] 1                   3.3      3.1        4.4          3.7     4.4
 * [1, 256, 15, 15] [1, 256, 4, 4] 1                     0.7      1.0        1.0          0.7     0.1
 * </pre>
 */
final class ConvolutionForms {
    /** Forms of {@link WeightGradient}. */
    enum OfWeight {
        SWAPPED,
        UNFOLDED,
        UNFOLDED_PER_SAMPLE
    }

    /** Above it an unfolded kernel would be more nodes than it saves time. */
    private static final long LARGEST_UNFOLDED = 25;

    /** The matrix product behind a convolution computes so many columns at once: with swapped axes, the kernel's elements. */
    private static final long COLUMNS = 16;

    /** With fewer places than these the swapped convolution's kernel is too small to be worth its way. */
    private static final long FEW_PLACES = 128;

    private ConvolutionForms() {}

    /**
     * Whether the gradient in the input is a convolution with the flipped kernel; else it is a transposed one. It pays where
     * flipping the weight is little beside the rest.
     */
    static boolean byFlippedKernel(Shape x, Shape g, Shape weight, Window window, long groups) {
        return canFlip(window, groups) && elements(weight) <= elements(x) + elements(g);
    }

    /** Whether a flipped kernel gives the gradient in the input at all. */
    static boolean canFlip(Window window, long groups) {
        if (groups > 1 || !window.moves(1)) {
            return false;
        }
        for (int axis = 0; axis < window.rank(); axis++) {
            long most = window.span(axis) - 1;
            if (window.padsBegin().get(axis) > most || window.padsEnd().get(axis) > most) {
                return false;
            }
        }
        return true;
    }

    static OfWeight ofWeight(Shape x, Shape g, Window window, long groups) {
        boolean open = x.dim(0) instanceof Dim.Named;
        if (open && groups > 1) {
            return OfWeight.UNFOLDED_PER_SAMPLE;
        }
        long kernel = window.elements();
        long columns = (kernel + COLUMNS - 1) / COLUMNS * COLUMNS;
        boolean fills = 4 * kernel >= 3 * columns;
        boolean fewPlaces = elements(g) / g.size(1) < FEW_PLACES && g.size(1) > 1;
        if (kernel > LARGEST_UNFOLDED || (fills && !fewPlaces)) {
            return OfWeight.SWAPPED;
        }
        if (open) {
            return OfWeight.UNFOLDED_PER_SAMPLE;
        }
        long products = x.size(0) * g.size(1) * x.size(1) / groups * kernel;
        return x.size(0) > 1 && products <= elements(x) ? OfWeight.UNFOLDED_PER_SAMPLE : OfWeight.UNFOLDED;
    }

    /** An open number of samples counts as one. */
    private static long elements(Shape shape) {
        long elements = 1;
        for (long size : shape.sizes()) {
            elements *= Math.max(size, 1);
        }
        return elements;
    }
}
