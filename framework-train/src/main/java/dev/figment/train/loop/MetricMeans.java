package dev.figment.train.loop;

import java.util.LinkedHashMap;
import java.util.Map;

/** Means of metrics over samples. */
final class MetricMeans {
    private final Map<String, Double> sums = new LinkedHashMap<>();
    private long samples;

    /** Adds the means over some samples. */
    void add(Map<String, Double> metrics, int count) {
        metrics.forEach((name, value) -> sums.merge(name, value * count, Double::sum));
        samples += count;
    }

    /** The means over all samples; empty where there were none. */
    Map<String, Double> means() {
        Map<String, Double> means = new LinkedHashMap<>();
        sums.forEach((name, sum) -> means.put(name, sum / samples));
        return means;
    }
}
