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

    /** The k-th largest one, by quickselect (Hoare 1961). */
    static float largest(float[] values, int k) {
        float[] v = values.clone();
        int from = 0;
        int to = v.length - 1;
        int wanted = k - 1;
        while (from < to) {
            float pivot = median(v[from], v[(from + to) >>> 1], v[to]);
            int i = from;
            int j = to;
            while (i <= j) {
                while (v[i] > pivot) {
                    i++;
                }
                while (v[j] < pivot) {
                    j--;
                }
                if (i <= j) {
                    float swapped = v[i];
                    v[i++] = v[j];
                    v[j--] = swapped;
                }
            }
            if (wanted <= j) {
                to = j;
            } else if (wanted >= i) {
                from = i;
            } else {
                return v[wanted];
            }
        }
        return v[wanted];
    }

    private static float median(float a, float b, float c) {
        return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
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
