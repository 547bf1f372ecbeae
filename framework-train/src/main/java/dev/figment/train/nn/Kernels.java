package dev.figment.train.nn;

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
}
