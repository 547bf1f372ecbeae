package dev.figment.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The profile of some runs of one graph.
 *
 * @param milliseconds of a run, as the session sees it: the median, as for the nodes
 * @param nodes microseconds by node
 * @param operators of the nodes
 * @param shapes of the nodes' inputs
 */
record ProfileSummary(
        double milliseconds, Map<String, Double> nodes, Map<String, String> operators, Map<String, String> shapes) {
    /** Reads the events that ONNX Runtime wrote, leaving out the first runs. */
    static ProfileSummary of(Path events, int warmUp, int runs) throws IOException {
        JsonNode all = JsonMapper.shared().readTree(events.toFile());
        List<JsonNode> sessions = new ArrayList<>();
        all.forEach(event -> {
            if (event.path("name").asString("").equals("model_run")) {
                sessions.add(event);
            }
        });
        long from = sessions.get(warmUp).path("ts").asLong();
        double[] total = sessions.subList(warmUp, runs).stream()
                .mapToDouble(run -> run.path("dur").asDouble())
                .toArray();
        Map<String, List<Double>> times = new LinkedHashMap<>();
        Map<String, String> operators = new LinkedHashMap<>();
        Map<String, String> shapes = new LinkedHashMap<>();
        for (JsonNode event : all) {
            String name = event.path("name").asString("");
            if (name.endsWith("_kernel_time") && event.path("ts").asLong() >= from) {
                String node = name.substring(0, name.length() - "_kernel_time".length());
                times.computeIfAbsent(node, key -> new ArrayList<>())
                        .add(event.path("dur").asDouble());
                operators.put(node, event.path("args").path("op_name").asString(""));
                shapes.put(node, event.path("args").path("input_type_shape").toString());
            }
        }
        Map<String, Double> nodes = new LinkedHashMap<>();
        times.forEach((node, durations) -> nodes.put(node, median(durations)));
        return new ProfileSummary(Pairs.quantile(total, 0.5) / 1000, nodes, operators, shapes);
    }

    private static double median(List<Double> durations) {
        return Pairs.quantile(
                durations.stream().mapToDouble(Double::doubleValue).toArray(), 0.5);
    }

    /** Two tables: by operator, and the nodes that take most. */
    String text(int most) {
        double inNodes =
                nodes.values().stream().mapToDouble(Double::doubleValue).sum();
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT, "%.2f ms a run, %.2f ms of it in %d nodes%n", milliseconds, inNodes / 1000, nodes.size()));
        Map<String, Double> byOperator = new LinkedHashMap<>();
        Map<String, Integer> counts = new LinkedHashMap<>();
        nodes.forEach((node, time) -> {
            byOperator.merge(operators.getOrDefault(node, ""), time, Double::sum);
            counts.merge(operators.getOrDefault(node, ""), 1, Integer::sum);
        });
        descending(byOperator)
                .forEach(entry -> text.append(String.format(
                        Locale.ROOT,
                        "%5.1f %% %8.3f ms %5d × %s%n",
                        100 * entry.getValue() / inNodes,
                        entry.getValue() / 1000,
                        counts.get(entry.getKey()),
                        entry.getKey())));
        descending(nodes).stream()
                .limit(most)
                .forEach(entry -> text.append(String.format(
                        Locale.ROOT,
                        "%5.1f %% %8.3f ms %s %s %s%n",
                        100 * entry.getValue() / inNodes,
                        entry.getValue() / 1000,
                        operators.get(entry.getKey()),
                        entry.getKey(),
                        shapes.get(entry.getKey()))));
        return text.toString();
    }

    private static List<Map.Entry<String, Double>> descending(Map<String, Double> times) {
        return times.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .toList();
    }
}
