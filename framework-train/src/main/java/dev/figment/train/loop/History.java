package dev.figment.train.loop;

import dev.figment.train.loop.RunLog.Split;
import dev.figment.train.report.Report.Point;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What {@code metrics.jsonl} has: each metric's points by split, in the order that metrics first came. */
record History(Map<String, Map<Split, List<Point>>> metrics) {
    /** Of a file that need not exist; lines that are cut short are left out. */
    static History read(Path file) throws IOException {
        Map<String, Map<Split, List<Point>>> metrics = new LinkedHashMap<>();
        if (Files.exists(file)) {
            JsonMapper json = new JsonMapper();
            for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
                try {
                    add(metrics, json.readTree(line));
                } catch (JacksonException e) {
                    break; // Only the last line can have been cut short.
                }
            }
        }
        return new History(metrics);
    }

    private static void add(Map<String, Map<Split, List<Point>>> metrics, JsonNode line) {
        for (Split split : Split.values()) {
            if (line.path("split").asString("").equals(split.text())) {
                double step = line.path("step").asDouble(0);
                line.properties().stream()
                        .filter(field -> MetricsLog.isMetric(field.getKey())
                                && field.getValue().isNumber())
                        .forEach(field -> metrics.computeIfAbsent(field.getKey(), any -> new EnumMap<>(Split.class))
                                .computeIfAbsent(split, any -> new ArrayList<>())
                                .add(new Point(step, field.getValue().asDouble())));
            }
        }
    }
}
