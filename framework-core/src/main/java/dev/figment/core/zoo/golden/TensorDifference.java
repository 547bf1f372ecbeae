package dev.figment.core.zoo.golden;

import dev.figment.api.Tensor;
import java.util.Arrays;

/**
 * How far two tensors are from each other.
 *
 * @param equal whether they are the same, bit for bit
 * @param largest the largest difference of two elements; infinite where one alone is no finite number, or the type or the
 *     shape is another
 * @param mean the mean of the absolute differences; likewise
 */
public record TensorDifference(boolean equal, double largest, double mean) {
    /** Compares two tensors; two elements that are no number are equal, and two that are the same infinity. */
    public static TensorDifference of(Tensor one, Tensor other) {
        if (one.type() != other.type() || !Arrays.equals(one.shape(), other.shape())) {
            return new TensorDifference(false, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);
        }
        Elements first = new Elements(one);
        Elements second = new Elements(other);
        double largest = 0;
        double sum = 0;
        for (int i = 0; i < one.count(); i++) {
            double difference = Elements.difference(first.at(i), second.at(i));
            largest = Math.max(largest, difference);
            sum += difference;
        }
        return new TensorDifference(
                one.bytes().equals(other.bytes()), largest, one.count() == 0 ? 0 : sum / one.count());
    }
}
