package dev.figment.train.gradient;

import dev.figment.train.graph.Dim;
import dev.figment.train.graph.Shape;
import dev.figment.train.graph.Window;

/** Which form of a convolution's gradient is taken for which shape. */
final class ConvolutionForms {
    /** Forms of {@link WeightGradient}. */
    enum OfWeight {
        SWAPPED,
        UNFOLDED,
        UNFOLDED_PER_SAMPLE
    }

    /** Above it an unfolded kernel would be more nodes than it saves time. */
    private static final long LARGEST_UNFOLDED = 25;

    private ConvolutionForms() {}

    /** Whether the gradient in the input is a convolution with the flipped kernel; else it is a transposed one. */
    static boolean byFlippedKernel(Window window, long groups) {
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
        boolean one = x.dim(0).equals(new Dim.Fixed(1));
        if (window.isPointwise()) {
            return one ? OfWeight.UNFOLDED : OfWeight.UNFOLDED_PER_SAMPLE;
        }
        return one && window.elements() <= LARGEST_UNFOLDED ? OfWeight.UNFOLDED : OfWeight.SWAPPED;
    }
}
