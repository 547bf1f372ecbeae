package dev.figment.core.data;

import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/**
 * Spans of time that are labelled as unusual, from a JSON file: a list of pairs {@code [from, to]}, or an object of such
 * lists by the paths of the CSV files that they are about, as the Numenta Anomaly Benchmark has it.
 */
final class LabelledSpans {
    /** A span of time with both of its ends. */
    record Span(Instant from, Instant to) {
        boolean contains(Instant time) {
            return !time.isBefore(from) && !time.isAfter(to);
        }
    }

    private final Path file;
    private final JsonNode json;

    private LabelledSpans(Path file, JsonNode json) {
        this.file = file;
        this.json = json;
    }

    /**
     * @throws FigmentException if it is no such JSON
     */
    static LabelledSpans read(Path file) {
        JsonNode json = JsonRecords.parse(file.toString(), Utf8.read(file));
        if (!json.isArray() && !json.isObject()) {
            throw wrong(file.toString(), json, "an array of spans, or an object of such arrays by file");
        }
        return new LabelledSpans(file, json);
    }

    /**
     * The spans of one CSV file, which may be none.
     *
     * @throws FigmentException if nothing is said about that file, or a span is none
     */
    List<Span> of(Path csv) {
        if (json.isArray()) {
            return spans(file.toString(), json);
        }
        String name = String.valueOf(csv.getFileName());
        Map<String, JsonNode> byName = new TreeMap<>();
        for (Map.Entry<String, JsonNode> entry : json.properties()) {
            byName.put(entry.getKey().replaceFirst("^.*/", ""), entry.getValue());
        }
        JsonNode found = byName.get(name);
        if (found == null) {
            throw FigmentException.user(
                    Problem.of("no-labels", file.toString(), "these labels say nothing about '" + name + "'")
                            .suggesting(name, byName.keySet()));
        }
        return spans(file + ": " + name, found);
    }

    private static List<Span> spans(String where, JsonNode list) {
        if (!list.isArray()) {
            throw wrong(where, list, "an array of spans");
        }
        List<Span> spans = new ArrayList<>();
        for (JsonNode pair : list) {
            String at = where + "[" + spans.size() + "]";
            if (!pair.isArray() || pair.size() != 2) {
                throw wrong(at, pair, "a span [from, to]");
            }
            Span span = new Span(time(at, pair.get(0)), time(at, pair.get(1)));
            if (span.to.isBefore(span.from)) {
                throw FigmentException.user(
                        Problem.of("bad-span", at, "this span ends at " + span.to + ", before it begins"));
            }
            spans.add(span);
        }
        return spans;
    }

    private static Instant time(String where, JsonNode text) {
        return Times.parse(text.isString() ? text.stringValue() : text.toString())
                .orElseThrow(() -> FigmentException.user(Problem.of("no-time", where, text + " is no time")
                        .fix("write times as 2024-03-01T12:00:00Z, or as seconds since 1970")));
    }

    private static FigmentException wrong(String where, JsonNode found, String wanted) {
        return FigmentException.user(
                Problem.of("bad-labels", where, "this is " + found.getNodeType() + ", not " + wanted)
                        .fix("write [[\"2024-03-01 12:00\", \"2024-03-01 14:30\"], …], for instance"));
    }
}
