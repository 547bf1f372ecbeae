package dev.figment.train.loop;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** {@code metrics.jsonl}: one JSON object a line, with the step, the split and its metrics. */
final class MetricsLog implements AutoCloseable {
    private final JsonMapper json = new JsonMapper();
    private final Path file;
    private final BufferedWriter writer;

    private MetricsLog(Path file, BufferedWriter writer) {
        this.file = file;
        this.writer = writer;
    }

    /** Opens it to append; lines of steps after this one, which a resumed run does again, are dropped first. */
    static MetricsLog open(Path file, long step) {
        try {
            if (Files.exists(file)) {
                List<String> kept = Files.readAllLines(file, StandardCharsets.UTF_8).stream()
                        .filter(line -> stepOf(line) <= step)
                        .toList();
                Path partial = file.resolveSibling(file.getFileName() + ".partial");
                Files.write(partial, kept, StandardCharsets.UTF_8);
                RunFolder.move(partial, file);
            }
            return new MetricsLog(
                    file,
                    Files.newBufferedWriter(
                            file, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
        } catch (IOException e) {
            throw RunFolder.failed(file, e);
        }
    }

    /** A line that was cut short by a kill counts as too late. */
    private static long stepOf(String line) {
        try {
            return new JsonMapper().readTree(line).path("step").asLong(Long.MAX_VALUE);
        } catch (JacksonException e) {
            return Long.MAX_VALUE;
        }
    }

    void write(long step, double epoch, String split, Map<String, Double> metrics) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("step", step);
        line.put("epoch", epoch);
        line.put("split", split);
        line.putAll(metrics);
        try {
            writer.write(json.writeValueAsString(line));
            writer.newLine();
            writer.flush();
        } catch (IOException e) {
            throw RunFolder.failed(file, e);
        }
    }

    @Override
    public void close() {
        try {
            writer.close();
        } catch (IOException e) {
            throw RunFolder.failed(file, e);
        }
    }
}
