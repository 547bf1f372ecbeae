package dev.figment.train.imported;

import dev.figment.train.graph.Convolutions;
import dev.figment.train.graph.Pooling;
import dev.figment.train.graph.Shape;
import dev.figment.train.graph.Value;
import dev.figment.train.graph.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Converters of convolutions and poolings. */
final class ConvolutionConverters {
    private ConvolutionConverters() {}

    static List<Value> conv(Call call) {
        Value x = call.value(0);
        Value weight = call.value(1);
        Window window = window(call, kernel(weight), x.shape());
        long groups = call.integer("group", 1);
        return List.of(
                call.has(2)
                        ? Convolutions.conv(x, weight, window, groups, call.value(2))
                        : Convolutions.conv(x, weight, window, groups));
    }

    static List<Value> transposed(Call call) {
        if (!call.string("auto_pad", "NOTSET").equals("NOTSET") || call.has("output_shape")) {
            throw new Unfit("a transposed convolution by the shape of its output");
        }
        Value x = call.value(0);
        Value weight = call.value(1);
        List<Long> kernel = kernel(weight);
        Window window = window(call, kernel, x.shape());
        List<Long> padding = orAll(call.integers("output_padding"), 0, kernel.size());
        long groups = call.integer("group", 1);
        return List.of(
                call.has(2)
                        ? Convolutions.transposed(x, weight, window, groups, padding, call.value(2))
                        : Convolutions.transposed(x, weight, window, groups, padding));
    }

    static List<Value> maxPool(Call call) {
        Value x = call.value(0);
        return List.of(Pooling.max(x, pool(call, x)));
    }

    static List<Value> averagePool(Call call) {
        Value x = call.value(0);
        return List.of(Pooling.average(x, pool(call, x), call.integer("count_include_pad", 0) != 0));
    }

    /** The largest element of each channel. */
    static List<Value> globalMaxPool(Call call) {
        Value x = call.value(0);
        long[] kernel = Arrays.stream(x.shape().sizes()).skip(2).toArray();
        return List.of(Pooling.max(x, Window.of(kernel)));
    }

    /** Where rounding up makes no difference it may be asked for. */
    private static Window pool(Call call, Value x) {
        Window window = window(call, call.integers("kernel_shape"), x.shape());
        if (call.integer("ceil_mode", 0) != 0) {
            for (int axis = 0; axis < window.rank(); axis++) {
                long places = window.places(axis, x.shape().size(axis + 2));
                if (window.reach(axis, places) != x.shape().size(axis + 2)) {
                    throw new Unfit("a pooling that rounds its size up");
                }
            }
        }
        return window;
    }

    private static List<Long> kernel(Value weight) {
        return Arrays.stream(weight.shape().sizes()).skip(2).boxed().toList();
    }

    private static Window window(Call call, List<Long> kernel, Shape x) {
        int rank = kernel.size();
        List<Long> strides = orAll(call.integers("strides"), 1, rank);
        List<Long> dilations = orAll(call.integers("dilations"), 1, rank);
        List<Long> zeros = Collections.nCopies(rank, 0L);
        Window window = new Window(kernel, strides, dilations, zeros, zeros);
        String automatic = call.string("auto_pad", "NOTSET");
        if (automatic.startsWith("SAME")) {
            return same(window, x, automatic.equals("SAME_LOWER"));
        }
        List<Long> pads = automatic.equals("VALID") ? List.of() : call.integers("pads");
        List<Long> all = orAll(pads, 0, 2 * rank);
        return window.pads(all.subList(0, rank), all.subList(rank, 2 * rank));
    }

    /** Pads with which an axis becomes ⌈size / stride⌉; an odd one is at the end, or at the beginning. */
    private static Window same(Window window, Shape x, boolean more) {
        List<Long> begin = new ArrayList<>();
        List<Long> end = new ArrayList<>();
        for (int axis = 0; axis < window.rank(); axis++) {
            long size = x.size(axis + 2);
            long stride = window.strides().get(axis);
            long pads = Math.max(0, window.reach(axis, (size + stride - 1) / stride) - size);
            begin.add(more ? pads - pads / 2 : pads / 2);
            end.add(more ? pads / 2 : pads - pads / 2);
        }
        return window.pads(begin, end);
    }

    private static List<Long> orAll(List<Long> given, long byDefault, int count) {
        return given.isEmpty() ? Collections.nCopies(count, byDefault) : given;
    }
}
