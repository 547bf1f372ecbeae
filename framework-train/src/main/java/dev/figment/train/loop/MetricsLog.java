package dev.figment.train.loop;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
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
                // Not readAllLines, which would refuse a line that was cut within a character.
                String kept = new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                        .lines()
                        .filter(line -> stepOf(line) <= step)
                        .map(line -> line + "\n")
                        .collect(Collectors.joining());
                Path partial = Disk.partial(file);
                Files.writeString(partial, kept);
                Disk.force(partial);
                Disk.move(partial, file);
            }
            return new MetricsLog(
                    file,
                    Files.newBufferedWriter(
                            file, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
        } catch (IOException e) {
            throw RunFolderProblems.writing(file, e);
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

    /** Whether a key of a line is a metric's name. */
    static boolean isMetric(String key) {
        return !Set.of("step", "epoch", "split").contains(key);
    }

    void write(long step, double epoch, String split, Map<String, Double> metrics) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("step", step);
        line.put("epoch", epoch);
        line.put("split", split);
        line.putAll(metrics);
        try {
            writer.write(json.writeValueAsString(line));
            writer.write('\n');
            writer.flush();
        } catch (IOException e) {
            throw RunFolderProblems.writing(file, e);
        }
    }

    @Override
    public void close() {
        try {
            writer.close();
        } catch (IOException e) {
            throw RunFolderProblems.writing(file, e);
        }
    }
}
