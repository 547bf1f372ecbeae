package dev.figment.core.anomaly;

import java.util.Arrays;
import java.util.Comparator;

/** How well scores tell labelled samples from others, whatever the threshold. */
record Ranking(double rocAuc, double prAuc) {
    /**
     * @param labels whether a sample is labelled; at least one is, and at least one is not
     */
    static Ranking of(float[] scores, boolean[] labels) {
        Integer[] order = new Integer[scores.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparing((Integer i) -> scores[i], Comparator.reverseOrder()));
        long positives = 0;
        for (boolean label : labels) {
            positives += label ? 1 : 0;
        }
        long negatives = labels.length - positives;
        double area = 0;
        double precision = 0;
        long above = 0;
        long falseAbove = 0;
        int at = 0;
        while (at < order.length) {
            long hits = 0;
            long misses = 0;
            // Samples with one score are above a threshold together.
            float score = scores[order[at]];
            for (; at < order.length && scores[order[at]] == score; at++) {
                hits += labels[order[at]] ? 1 : 0;
                misses += labels[order[at]] ? 0 : 1;
            }
            area += misses * (above + hits / 2.0);
            above += hits;
            falseAbove += misses;
            precision += hits * (double) above / (above + falseAbove);
        }
        return new Ranking(area / ((double) positives * negatives), precision / positives);
    }
}
