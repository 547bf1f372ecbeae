package dev.figment.train.layout;

import dev.figment.api.Tensor;
import dev.figment.train.graph.Indexing;
import dev.figment.train.graph.Layout;
import dev.figment.train.graph.Padding;
import dev.figment.train.graph.Shape;
import dev.figment.train.graph.Value;
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

    /** Zeros around the places, which the axes before the last one count. */
    static Value pad(Value x, List<Long> begin, List<Long> end) {
        List<Long> before = Collections.nCopies(x.shape().rank() - begin.size() - 1, 0L);
        return Padding.pad(
                x,
                Padding.Mode.CONSTANT,
                Stream.of(before, begin, List.of(0L)).flatMap(List::stream).toList(),
                Stream.of(before, end, List.of(0L)).flatMap(List::stream).toList());
    }

    /** Of each sample these rows: from [N…, rows, C] to [N…, numbers, C]. */
    static Value gather(Value x, Tensor numbers) {
        return Indexing.gather(x, x.graph().constant("rows", numbers), x.shape().rank() - 2);
    }

    /** The order of axes in which the second one is the last. */
    static long[] channelsLast(int rank) {
        LongStream places = LongStream.range(2, rank);
        return LongStream.concat(LongStream.concat(LongStream.of(0), places), LongStream.of(1))
                .toArray();
    }

    /** A weight with its axes in this order. */
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
        for (List<Long> part : parts) {
            sizes.addAll(part);
        }
        return Shape.of(sizes.stream().mapToLong(Long::longValue).toArray());
    }
}
