package dev.figment.train.layout;

import dev.figment.api.Tensor;
import java.util.List;
import java.util.function.ToLongFunction;

/** Walks over all places of some axes, the last one fastest, and numbers them. */
final class Places {
    private Places() {}

    /** For each place, its coordinates, what a function gives, as INT64; the coordinates are the same array each time. */
    static Tensor numbers(List<Long> sizes, ToLongFunction<long[]> function) {
        long[] numbers = new long[Math.toIntExact(count(sizes))];
        long[] place = new long[sizes.size()];
        long[] ends = sizes.stream().mapToLong(Long::longValue).toArray();
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = function.applyAsLong(place);
            int axis = ends.length - 1;
            while (axis >= 0 && ++place[axis] == ends[axis]) {
                place[axis--] = 0;
            }
        }
        return Tensor.ofLongs(numbers, numbers.length);
    }

    static long count(List<Long> sizes) {
        return sizes.stream().reduce(1L, (a, b) -> a * b);
    }
}
