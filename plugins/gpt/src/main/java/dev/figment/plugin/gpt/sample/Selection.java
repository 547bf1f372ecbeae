package dev.figment.plugin.gpt.sample;

import java.util.Arrays;

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
     * Forbids all but the fewest tokens, those of the largest keys first and of equal ones those that come first, whose weight is
     * at least a share of the whole: quickselect (Hoare 1961) by weight in the place of numbers, so that nothing is sorted.
     */
    static void keepMass(float[] logits, float[] weights, float[] keys, double share) {
        int[] order = new int[logits.length];
        for (int i = 0; i < order.length; i++) {
            order[i] = i;
        }
        double missing = share * sum(weights);
        int from = 0;
        int to = order.length;
        while (from < to) {
            int at = partition(order, from, to, keys);
            double before = 0;
            for (int i = from; i < at; i++) {
                before += weights[order[i]];
            }
            if (before >= missing && at > from) {
                to = at;
            } else if (before + weights[order[at]] >= missing) {
                to = at + 1;
                break;
            } else {
                missing -= before + weights[order[at]];
                from = at + 1;
            }
        }
        for (int i = to; i < order.length; i++) {
            logits[order[i]] = Float.NEGATIVE_INFINITY;
        }
    }

    /** Moves those that come before one of them in front of it, and gives its place. */
    private static int partition(int[] order, int from, int to, float[] keys) {
        int last = to - 1;
        swap(order, middle(order, from, (from + last) >>> 1, last, keys), last);
        int pivot = order[last];
        int at = from;
        for (int i = from; i < last; i++) {
            if (isLess(pivot, order[i], keys)) {
                swap(order, i, at++);
            }
        }
        swap(order, at, last);
        return at;
    }

    /** Of three places that whose number is neither the least nor the largest. */
    private static int middle(int[] order, int a, int b, int c, float[] keys) {
        boolean ab = isLess(order[a], order[b], keys);
        boolean bc = isLess(order[b], order[c], keys);
        boolean ac = isLess(order[a], order[c], keys);
        if (ab == bc) {
            return b;
        }
        return ab == ac ? c : a;
    }

    private static void swap(int[] order, int a, int b) {
        int moved = order[a];
        order[a] = order[b];
        order[b] = moved;
    }
}
