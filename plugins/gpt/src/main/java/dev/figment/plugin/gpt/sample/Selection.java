package dev.figment.plugin.gpt.sample;

import java.util.Arrays;
import java.util.Comparator;

/** Finds the largest of many numbers without sorting them all. */
final class Selection {
    private Selection() {}

    /** The largest one. */
    static float largest(float[] values) {
        float largest = Float.NEGATIVE_INFINITY;
        for (float value : values) {
            largest = Math.max(largest, value);
        }
        return largest;
    }

    /** The k-th largest one. */
    static float largest(float[] values, int k) {
        return values[heap(values, k)[0]];
    }

    /** Where the k largest ones are, in order; of equal ones those that come first. */
    static int[] indices(float[] values, int k) {
        int[] indices = heap(values, k);
        Arrays.sort(indices);
        return indices;
    }

    /** The k largest ones, found in one pass: a heap with the least of them first (Williams 1964). */
    private static int[] heap(float[] values, int k) {
        int[] heap = new int[k];
        for (int i = 0; i < k; i++) {
            heap[i] = i;
        }
        for (int i = k / 2 - 1; i >= 0; i--) {
            sink(heap, i, values);
        }
        float least = values[heap[0]];
        for (int i = k; i < values.length; i++) {
            if (values[i] > least) {
                heap[0] = i;
                sink(heap, 0, values);
                least = values[heap[0]];
            }
        }
        return heap;
    }

    /** One of a heap moves to its place. */
    private static void sink(int[] heap, int from, float[] values) {
        int sinking = heap[from];
        int at = from;
        for (int child = 2 * at + 1; child < heap.length; child = 2 * at + 1) {
            if (child + 1 < heap.length && isLess(heap[child + 1], heap[child], values)) {
                child++;
            }
            if (isLess(sinking, heap[child], values)) {
                break;
            }
            heap[at] = heap[child];
            at = child;
        }
        heap[at] = sinking;
    }

    /** Of equal ones the later is less. */
    private static boolean isLess(int a, int b, float[] values) {
        return values[a] < values[b] || (values[a] == values[b] && a > b);
    }

    /** exp(logit − the largest): probabilities but for a factor. */
    static float[] weights(float[] logits) {
        float largest = largest(logits);
        float[] weights = new float[logits.length];
        for (int i = 0; i < logits.length; i++) {
            weights[i] = logits[i] == Float.NEGATIVE_INFINITY ? 0 : (float) Math.exp(logits[i] - largest);
        }
        return weights;
    }

    static double sum(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += value;
        }
        return sum;
    }

    /**
     * Forbids all but the fewest tokens, those of the largest keys first and of equal ones those with smaller ids, whose
     * weight is at least a share of the whole. Only as many are sorted as are needed.
     */
    static void keepMass(float[] logits, float[] weights, float[] keys, double share) {
        double wanted = share * sum(weights);
        Integer[] order = candidates(weights, keys, wanted);
        Arrays.sort(order, Comparator.<Integer>comparingDouble(i -> -keys[i]).thenComparingInt(i -> i));
        boolean[] kept = new boolean[logits.length];
        double mass = 0;
        for (int i = 0; i < order.length && (i == 0 || mass < wanted); i++) {
            kept[order[i]] = true;
            mass += weights[order[i]];
        }
        for (int i = 0; i < logits.length; i++) {
            if (!kept[i]) {
                logits[i] = Float.NEGATIVE_INFINITY;
            }
        }
    }

    /** The tokens of the largest keys, enough of them for the mass. */
    private static Integer[] candidates(float[] weights, float[] keys, double wanted) {
        for (int count = 256; count < keys.length; count *= 8) {
            float least = largest(keys, count);
            double mass = 0;
            int found = 0;
            for (int i = 0; i < keys.length; i++) {
                if (keys[i] >= least) {
                    mass += weights[i];
                    found++;
                }
            }
            if (mass >= wanted) {
                Integer[] order = new Integer[found];
                int at = 0;
                for (int i = 0; i < keys.length; i++) {
                    if (keys[i] >= least) {
                        order[at++] = i;
                    }
                }
                return order;
            }
        }
        Integer[] all = new Integer[keys.length];
        Arrays.setAll(all, i -> i);
        return all;
    }
}
