package dev.figment.train.nn;

import dev.figment.train.graph.Padding;
import dev.figment.train.graph.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Puts elements around the spatial axes of [samples, channels, …].
 *
 * @param begin how many before, one number for each spatial axis
 * @param end how many after
 */
public record SpatialPad(Padding.Mode mode, List<Long> begin, List<Long> end) implements Layer {
    public SpatialPad {
        begin = List.copyOf(begin);
        end = List.copyOf(end);
        if (begin.size() != end.size()) {
            throw new IllegalArgumentException("pads " + begin + " before and " + end + " after");
        }
    }

    /** Zeros on both sides: one number for each axis. */
    public static SpatialPad zeros(long... each) {
        return of(Padding.Mode.CONSTANT, each);
    }

    /** The value mirrored on both sides, without its outermost elements: one number for each axis. */
    public static SpatialPad reflection(long... each) {
        return of(Padding.Mode.REFLECT, each);
    }

    /** The outermost elements again on both sides: one number for each axis. */
    public static SpatialPad replication(long... each) {
        return of(Padding.Mode.EDGE, each);
    }

    private static SpatialPad of(Padding.Mode mode, long... each) {
        List<Long> pads = LongStream.of(each).boxed().toList();
        return new SpatialPad(mode, pads, pads);
    }

    @Override
    public Value apply(Scope scope, Value x) {
        return Padding.pad(x, mode, all(begin), all(end));
    }

    private static List<Long> all(List<Long> spatial) {
        List<Long> pads = new ArrayList<>(List.of(0L, 0L));
        pads.addAll(spatial);
        return pads;
    }
}
