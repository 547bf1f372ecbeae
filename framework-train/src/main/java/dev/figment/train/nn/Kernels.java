package dev.figment.train.nn;

import dev.figment.train.graph.Dim;
import dev.figment.train.graph.Shape;
import dev.figment.train.graph.Window;

/** Shapes of convolutions' weights. */
final class Kernels {
    private Kernels() {}

    static long[] shape(long first, long second, Window window) {
        long[] shape = new long[window.rank() + 2];
        shape[0] = first;
        shape[1] = second;
        for (int axis = 0; axis < window.rank(); axis++) {
            shape[axis + 2] = window.kernel().get(axis);
        }
        return shape;
    }

    /** Whether a window without pads and dilations covers the whole input, so that it stands at one place. */
    static boolean coversAll(Window window, Shape x) {
        boolean covers = window.isUnpadded()
                && window.dilations().stream().allMatch(dilation -> dilation == 1)
                && x.rank() == window.rank() + 2;
        for (int axis = 0; covers && axis < window.rank(); axis++) {
            covers = x.dim(axis + 2).equals(new Dim.Fixed(window.kernel().get(axis)));
        }
        return covers;
    }

    /** Whether the input has one place, from which a transposed convolution without pads and dilations makes one kernel. */
    static boolean spreadsOne(Window window, Shape x) {
        return x.rank() == window.rank() + 2
                && window.isUnpadded()
                && window.dilations().stream().allMatch(dilation -> dilation == 1)
                && x.dims().subList(2, x.rank()).stream().allMatch(new Dim.Fixed(1)::equals);
    }
}
