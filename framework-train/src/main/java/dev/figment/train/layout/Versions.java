package dev.figment.train.layout;

import static java.util.Objects.requireNonNull;

import dev.figment.train.graph.Dim;
import dev.figment.train.graph.Graph;
import dev.figment.train.graph.Layout;
import dev.figment.train.graph.Shape;
import dev.figment.train.graph.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * The values of a graph in another one: as they are there, and, of those that a rewritten node gave or took, with the
 * channels last. The version that is not there yet is made when it is asked for.
 */
final class Versions {
    private final Graph to;
    private final Map<Value, Value> same = new HashMap<>();
    private final Map<Value, Value> last = new HashMap<>();

    Versions(Graph to) {
        this.to = to;
    }

    void put(Value value, Value copy) {
        same.put(value, copy);
    }

    void putLast(Value value, Value channelsLast) {
        last.put(value, channelsLast);
    }

    /** Whether a value is there with its channels last. */
    boolean isLast(Value value) {
        return last.containsKey(value);
    }

    /** With the axes as they are in the given graph. */
    Value same(Value value) {
        Value there = same.get(value);
        if (there == null) {
            Value moved = last.get(value);
            there = moved == null ? to.constantLike(value) : channelsSecond(moved);
            same.put(value, there);
        }
        return there;
    }

    /** [N, C, …] as [N, …, C]. */
    Value last(Value value) {
        if (!last.containsKey(value)) {
            last.put(value, channelsLast(same(value)));
        }
        return requireNonNull(last.get(value));
    }

    /** [N, C, …] as [N, …, C]; where that moves nothing, it is a matter of shapes. */
    private static Value channelsLast(Value x) {
        int rank = x.shape().rank();
        return moved(x, Rows.channelsLast(rank), isAlone(x.shape(), 1, 2, rank));
    }

    private static Value channelsSecond(Value x) {
        int rank = x.shape().rank();
        long[] order = LongStream.concat(LongStream.of(0, rank - 1L), LongStream.range(1, rank - 1L))
                .toArray();
        return moved(x, order, isAlone(x.shape(), rank - 1, 1, rank - 1));
    }

    private static Value moved(Value x, long[] order, boolean stays) {
        if (!stays) {
            return Layout.transpose(x, order);
        }
        List<Dim> dims = new ArrayList<>();
        for (long axis : order) {
            dims.add(x.shape().dim((int) axis));
        }
        return Layout.reshape(x, new Shape(dims));
    }

    /** Whether there is one channel, or one place. */
    private static boolean isAlone(Shape shape, int channels, int firstPlace, int endOfPlaces) {
        Dim one = new Dim.Fixed(1);
        return shape.dim(channels).equals(one)
                || shape.dims().subList(firstPlace, endOfPlaces).stream().allMatch(one::equals);
    }
}
