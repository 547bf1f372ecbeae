package dev.figment.train.gradient;

import dev.figment.train.graph.Dim;
import dev.figment.train.graph.Layout;
import dev.figment.train.graph.Padding;
import dev.figment.train.graph.Shape;
import dev.figment.train.graph.Slicing;
import dev.figment.train.graph.Value;
import dev.figment.train.graph.Window;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What a window sees at each of its places ("im2col"), as one strided slice for each element of the kernel. */
final class Unfolding {
    private Unfolding() {}

    /**
     * From [A, B, …] with spatial axes from the third on to [A, B, places…] with a further axis of the kernel's elements.
     *
     * @param axis where the further axis stands: 1 or 2
     * @param places a shape with the places on its axes from the third on
     */
    static Value of(Value x, int axis, Window window, Shape places) {
        List<Long> begin = new ArrayList<>(List.of(0L, 0L));
        begin.addAll(window.padsBegin());
        List<Long> end = new ArrayList<>(List.of(0L, 0L));
        end.addAll(window.padsEnd());
        Value padded = Padding.pad(x, Padding.Mode.CONSTANT, begin, end);
        List<Dim> dims = new ArrayList<>(padded.shape().dims());
        dims.add(axis, new Dim.Fixed(1));
        Value opened = Layout.reshape(padded, new Shape(dims));
        List<Value> seen = new ArrayList<>();
        for (long element = 0; element < window.elements(); element++) {
            seen.add(at(opened, element, window, places));
        }
        return seen.size() == 1 ? seen.get(0) : Layout.concat(seen, axis);
    }

    /** What one element of the kernel, counted with the last axis fastest, sees. */
    private static Value at(Value opened, long element, Window window, Shape places) {
        List<Slicing.Range> ranges = new ArrayList<>();
        long rest = element;
        for (int i = window.rank() - 1; i >= 0; i--) {
            long start = rest % window.kernel().get(i) * window.dilations().get(i);
            rest /= window.kernel().get(i);
            long count = places.size(i + 2);
            if (start > 0 || count < opened.shape().size(i + 3)) {
                ranges.add(new Slicing.Range(i + 3, start, window.strides().get(i), count));
            }
        }
        Collections.reverse(ranges);
        return ranges.isEmpty() ? opened : Slicing.slice(opened, ranges);
    }
}
