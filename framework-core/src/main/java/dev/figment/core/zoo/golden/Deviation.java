package dev.figment.core.zoo.golden;

import dev.figment.api.Tensor;
import java.util.Arrays;

/**
 * How far an output is from what it was.
 *
 * @param output its name
 * @param largest the largest difference of two elements; infinite where one alone is no finite number, or the type or the
 *     shape is another
 * @param worst where an element is furthest beyond the tolerance, or nearest to it: what it was, what it is, and where
 * @param within whether all elements are within the tolerance
 */
public record Deviation(String output, double largest, String worst, boolean within) {
    /**
     * Compares an output with what it was. Two that are no number are equal, and two that are the same infinity.
     *
     * @param absolute that much an element may differ
     * @param relative and that much more for each unit that it was from zero
     */
    static Deviation of(String output, Tensor was, Tensor is, double absolute, double relative) {
        if (was.type() != is.type() || !Arrays.equals(was.shape(), is.shape())) {
            return new Deviation(output, Double.POSITIVE_INFINITY, "it was " + was + " and is " + is, false);
        }
        Elements before = new Elements(was);
        Elements now = new Elements(is);
        double largest = 0;
        double furthest = Double.NEGATIVE_INFINITY;
        int place = 0;
        for (int i = 0; i < was.count(); i++) {
            double difference = Elements.difference(before.at(i), now.at(i));
            double allowed = Double.isFinite(before.at(i)) ? absolute + relative * Math.abs(before.at(i)) : absolute;
            double beyond = difference - allowed;
            largest = Math.max(largest, difference);
            if (beyond > furthest) {
                furthest = beyond;
                place = i;
            }
        }
        String worst = was.count() == 0
                ? ""
                : "it was " + before.at(place) + " and is " + now.at(place) + " at "
                        + Arrays.toString(index(was, place));
        return new Deviation(output, largest, worst, furthest <= 0);
    }

    private static long[] index(Tensor tensor, int place) {
        long[] index = new long[tensor.rank()];
        long rest = place;
        for (int axis = tensor.rank() - 1; axis >= 0; axis--) {
            index[axis] = rest % tensor.dim(axis);
            rest /= tensor.dim(axis);
        }
        return index;
    }
}
