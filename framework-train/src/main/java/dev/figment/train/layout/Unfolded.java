package dev.figment.train.layout;

import dev.figment.api.Tensor;
import dev.figment.train.graph.Layout;
import dev.figment.train.graph.Shape;
import dev.figment.train.graph.Value;
import dev.figment.train.graph.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * What a window sees at each of its places ("im2col"), the kernel's elements one after the other. Where the window moves by
 * as much as divides its width, what it sees is gathered in rows of so many places.
 */
final class Unfolded {
    private final Window window;
    private final long channels;
    private final List<Long> places = new ArrayList<>();
    private final List<Long> end = new ArrayList<>();
    private final List<Long> rows = new ArrayList<>();
    private final long joined;
    private final Tensor numbers;

    /**
     * Of one sample.
     *
     * @param sizes of its spatial axes
     */
    Unfolded(Window window, List<Long> sizes, long channels) {
        this.window = window;
        this.channels = channels;
        int last = window.rank() - 1;
        long stride = window.strides().get(last);
        boolean joins = window.dilations().get(last) == 1 && window.kernel().get(last) % stride == 0;
        this.joined = joins ? stride : 1;
        for (int axis = 0; axis <= last; axis++) {
            long size = window.padsBegin().get(axis)
                    + sizes.get(axis)
                    + window.padsEnd().get(axis);
            long together = axis == last ? joined : 1;
            long count = (size + together - 1) / together;
            rows.add(count);
            end.add(count * together - sizes.get(axis) - window.padsBegin().get(axis));
            places.add(window.places(axis, sizes.get(axis)));
        }
        this.numbers = window.isPointwise() ? Tensor.ofLongs(new long[0], 0) : numbers();
    }

    private Tensor numbers() {
        int rank = window.rank();
        List<Long> kernel = new ArrayList<>(window.kernel());
        kernel.set(rank - 1, kernel.get(rank - 1) / joined);
        return Places.numbers(Stream.concat(places.stream(), kernel.stream()).toList(), at -> {
            long row = 0;
            for (int axis = 0; axis < rank; axis++) {
                long step = window.strides().get(axis) / (axis == rank - 1 ? joined : 1);
                row = row * rows.get(axis)
                        + at[axis] * step
                        + at[axis + rank] * window.dilations().get(axis);
            }
            return row;
        });
    }

    List<Long> places() {
        return places;
    }

    /** How many numbers are gathered. */
    long size() {
        return numbers.count() * joined * channels;
    }

    /** From [N, sizes…, C], or [1, N, sizes…, C], to [N · places, K · C]. */
    Value of(Value x) {
        if (window.isPointwise()) {
            return Rows.matrix(x);
        }
        List<Long> samples = LongStream.of(x.shape().sizes())
                .limit(x.shape().rank() - window.rank() - 1L)
                .boxed()
                .toList();
        Value padded = Rows.pad(x, window.padsBegin(), end);
        Value blocks =
                Layout.reshape(padded, Rows.shape(samples, List.of(Places.count(rows)), List.of(joined * channels)));
        return Layout.reshape(
                Rows.gather(blocks, numbers),
                Shape.of(Places.count(samples) * Places.count(places), window.elements() * channels));
    }
}
