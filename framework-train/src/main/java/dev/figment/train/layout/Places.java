package dev.figment.train.layout;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.ToLongFunction;

/** Walks over all places of some axes, the last one fastest, and numbers them. */
final class Places {
    private Places() {}

    /** For each place, its coordinates, what a function gives. */
    static long[] numbers(List<Long> sizes, ToLongFunction<List<Long>> function) {
        long[] numbers = new long[Math.toIntExact(count(sizes))];
        List<Long> place = new ArrayList<>(Collections.nCopies(sizes.size(), 0L));
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = function.applyAsLong(place);
            for (int axis = sizes.size() - 1; axis >= 0; axis--) {
                place.set(axis, place.get(axis) + 1);
                if (place.get(axis) < sizes.get(axis)) {
                    break;
                }
                place.set(axis, 0L);
            }
        }
        return numbers;
    }

    /** The number of a place on axes of these sizes. */
    static long number(List<Long> place, List<Long> sizes) {
        long number = 0;
        for (int axis = 0; axis < sizes.size(); axis++) {
            number = number * sizes.get(axis) + place.get(axis);
        }
        return number;
    }

    static long count(List<Long> sizes) {
        return sizes.stream().reduce(1L, (a, b) -> a * b);
    }
}
