package dev.figment.train.loop;

import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Means of metrics over samples; a checkpoint within an epoch keeps what came together so far. */
final class MetricMeans {
    private static final String SUMS = "epoch-sums";
    private static final String SAMPLES = "epoch-samples";

    private final Map<String, Double> sums = new LinkedHashMap<>();
    private long samples;

    /** Adds the means over some samples. */
    void add(Map<String, Double> metrics, int count) {
        metrics.forEach((name, value) -> sums.merge(name, value * count, Double::sum));
        samples += count;
    }

    boolean isEmpty() {
        return samples == 0;
    }

    /** The means over all samples; empty where there were none. */
    Map<String, Double> means() {
        Map<String, Double> means = new LinkedHashMap<>();
        sums.forEach((name, sum) -> means.put(name, sum / samples));
        return means;
    }

    /** Exact, and in the order that the metrics came in. */
    Map<String, String> toMetadata() {
        return Map.of(SUMS, new JsonMapper().writeValueAsString(sums), SAMPLES, Long.toString(samples));
    }

    /**
     * @throws IllegalArgumentException if it is not what {@link #toMetadata()} gave
     */
    static MetricMeans ofMetadata(Map<String, String> metadata) {
        MetricMeans means = new MetricMeans();
        try {
            means.sums.putAll(new JsonMapper()
                    .readValue(metadata.getOrDefault(SUMS, ""), new TypeReference<LinkedHashMap<String, Double>>() {}));
        } catch (JacksonException e) {
            throw new IllegalArgumentException("'" + SUMS + "' is missing or damaged", e);
        }
        means.samples = Progress.whole(metadata, SAMPLES);
        return means;
    }
}
