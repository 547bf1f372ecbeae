package dev.figment.train.layout;

import dev.figment.api.Tensor;
import dev.figment.train.graph.Graph;
import dev.figment.train.graph.Indexing;
import dev.figment.train.graph.Layout;
import dev.figment.train.graph.Padding;
import dev.figment.train.graph.Shape;
import dev.figment.train.graph.Value;
import dev.figment.train.graph.Window;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Values with the channels last, [N, places…, C], as matrices whose rows are gathered. */
final class Rows {
    private Rows() {}

    /** The sizes of the axes between the first and the last. */
    static List<Long> places(Value x) {
        long[] sizes = x.shape().sizes();
        return LongStream.of(sizes).skip(1).limit(sizes.length - 2L).boxed().toList();
    }

    static long channels(Value x) {
        return x.shape().size(-1);
    }

    /** [N · places, C] as [N, places…, C]. */
    static Value atPlaces(Value matrix, long samples, List<Long> places) {
        long channels = matrix.shape().count().orElseThrow() / samples / Places.count(places);
        return Layout.reshape(matrix, shape(List.of(samples), places, List.of(channels)));
    }

    /** [N, places…, C] as [N · places, C]. */
    static Value matrix(Value x) {
        return Layout.reshape(x, Shape.of(x.shape().count().orElseThrow() / channels(x), channels(x)));
    }

    /**
     * What a window sees at each of its places ("im2col"): [N · places, K · C], a kernel's element after the other. Where
     * the window moves by as much as divides its width, its rows are gathered in so many places at once.
     */
    static Value seen(Value x, Window window) {
        List<Long> sizes = places(x);
        int last = window.rank() - 1;
        long stride = window.strides().get(last);
        boolean joins = window.dilations().get(last) == 1 && window.kernel().get(last) % stride == 0;
        long joined = joins ? stride : 1;
        List<Long> padded = new ArrayList<>();
        List<Long> end = new ArrayList<>();
        List<Long> places = new ArrayList<>();
        List<Long> kernel = new ArrayList<>(window.kernel());
        for (int axis = 0; axis <= last; axis++) {
            long size = window.padsBegin().get(axis)
                    + sizes.get(axis)
                    + window.padsEnd().get(axis);
            long whole = axis == last ? (size + joined - 1) / joined * joined : size;
            padded.add(whole);
            end.add(whole - sizes.get(axis) - window.padsBegin().get(axis));
            places.add(window.places(axis, sizes.get(axis)));
        }
        Value zeros = pad(x, window.padsBegin(), end);
        padded.set(last, padded.get(last) / joined);
        kernel.set(last, kernel.get(last) / joined);
        List<Long> both = Stream.concat(places.stream(), kernel.stream()).toList();
        long[] rows = Places.numbers(both, at -> {
            List<Long> row = new ArrayList<>();
            for (int axis = 0; axis <= last; axis++) {
                long element = at.get(axis + last + 1)
                        * (axis == last && joins ? 1 : window.dilations().get(axis));
                long moved = at.get(axis)
                        * (axis == last ? stride / joined : window.strides().get(axis));
                row.add(moved + element);
            }
            return Places.number(row, padded);
        });
        long samples = x.shape().size(0);
        Value blocks = Layout.reshape(zeros, Shape.of(samples, Places.count(padded), joined * channels(x)));
        return Layout.reshape(
                gather(blocks, rows), Shape.of(samples * Places.count(places), window.elements() * channels(x)));
    }

    /** Zeros around the places. */
    static Value pad(Value x, List<Long> begin, List<Long> end) {
        return Padding.pad(
                x,
                Padding.Mode.CONSTANT,
                Stream.of(List.of(0L), begin, List.of(0L)).flatMap(List::stream).toList(),
                Stream.of(List.of(0L), end, List.of(0L)).flatMap(List::stream).toList());
    }

    /** Of each sample these rows: from [N, rows, C] to [N, numbers, C]. */
    static Value gather(Value blocks, long[] numbers) {
        Graph graph = blocks.graph();
        Value indices = graph.once(
                List.of("rows", LongStream.of(numbers).boxed().toList()),
                () -> graph.constant("rows", Tensor.ofLongs(numbers, numbers.length)));
        return Indexing.gather(blocks, indices, 1);
    }

    /** [O, C, kernel…] with these axes in front of the others, in this order. */
    static Value ordered(Value weight, long... order) {
        boolean stays = true;
        long before = -1;
        for (long axis : order) {
            if (weight.shape().size((int) axis) > 1) {
                stays &= axis > before;
                before = axis;
            }
        }
        if (!stays) {
            return Layout.transpose(weight, order);
        }
        return Layout.reshape(
                weight,
                Shape.of(LongStream.of(order)
                        .map(axis -> weight.shape().size((int) axis))
                        .toArray()));
    }

    @SafeVarargs
    static Shape shape(List<Long>... parts) {
        List<Long> sizes = new ArrayList<>();
        Collections.addAll(sizes, Stream.of(parts).flatMap(List::stream).toArray(Long[]::new));
        return Shape.of(sizes.stream().mapToLong(Long::longValue).toArray());
    }
}
