package dev.figment.train.layout;

import dev.figment.train.graph.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * Which places of its input a transposed convolution sees at a position of its output. On each axis, at a position Y, with
 * pads before it p and stride s, let Y + p = s q + r. Then it takes, of the input at the places q − j, the kernel's elements
 * r + s j.
 */
record Adjoint(List<Axis> axes) {
    /**
     * One axis.
     *
     * @param phases the stride: how many positions of the output see the same places
     * @param taps how many places a position sees
     * @param apart how far these are apart
     * @param pad before the output
     * @param first the smallest q
     * @param count how many q there are
     * @param places of the input
     * @param kernel the kernel's size
     */
    record Axis(long phases, long taps, long apart, long pad, long first, long count, long places, long kernel) {
        /** Zeros before the input so that all q see something. */
        long begin() {
            return Math.max(0, apart * (taps - 1) - first);
        }

        long end() {
            return Math.max(0, first + count - places);
        }

        long padded() {
            return begin() + places + end();
        }

        long quotient(long position) {
            return (position + pad) / phases;
        }

        long phase(long position) {
            return (position + pad) % phases;
        }
    }

    /**
     * For a convolution's window.
     *
     * @param places the input's spatial axes
     * @param sizes the output's
     */
    static Adjoint of(Window window, List<Long> places, List<Long> sizes) {
        List<Axis> axes = new ArrayList<>();
        for (int i = 0; i < window.rank(); i++) {
            long stride = window.strides().get(i);
            long pad = window.padsBegin().get(i);
            long kernel = window.kernel().get(i);
            long first = pad / stride;
            long count = (sizes.get(i) - 1 + pad) / stride - first + 1;
            long taps = (kernel + stride - 1) / stride;
            axes.add(new Axis(stride, taps, window.dilations().get(i), pad, first, count, places.get(i), kernel));
        }
        return new Adjoint(axes);
    }

    /** Whether there is one: a window with gaps has to move by 1. */
    static boolean fits(Window window) {
        for (int axis = 0; axis < window.rank(); axis++) {
            if (window.strides().get(axis) > 1 && window.dilations().get(axis) > 1) {
                return false;
            }
        }
        return true;
    }

    List<Long> each(ToLongFunction<Axis> part) {
        return axes.stream().mapToLong(part).boxed().toList();
    }

    long count(ToLongFunction<Axis> part) {
        return axes.stream().mapToLong(part).reduce(1, (a, b) -> a * b);
    }

    int rank() {
        return axes.size();
    }
}
