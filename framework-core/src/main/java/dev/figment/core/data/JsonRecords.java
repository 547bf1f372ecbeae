package dev.figment.core.data;

import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads objects from JSON Lines, or from one JSON array of them. */
final class JsonRecords {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private JsonRecords() {}

    /**
     * The objects of a file; blank lines are left out.
     *
     * @param required fields that each must have
     * @throws FigmentException if something is no JSON object or lacks a field; it names the line, or the place in the
     *     array
     */
    static List<Map<String, String>> read(Path file, List<String> required) {
        String text = Utf8.read(file);
        return text.stripLeading().startsWith("[") ? array(file, text, required) : lines(file, text, required);
    }

    private static List<Map<String, String>> lines(Path file, String text, List<String> required) {
        List<Map<String, String>> rows = new ArrayList<>();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            if (!line.isBlank()) {
                String where = file + ":" + number;
                rows.add(fields(where, parse(where, line), required));
            }
        }
        return rows;
    }

    private static List<Map<String, String>> array(Path file, String text, List<String> required) {
        List<Map<String, String>> rows = new ArrayList<>();
        for (JsonNode item : parse(file.toString(), text)) {
            rows.add(fields(file + "[" + rows.size() + "]", item, required));
        }
        return rows;
    }

    /**
     * @throws FigmentException if it is no JSON; it names the place
     */
    static JsonNode parse(String where, String json) {
        try {
            return MAPPER.readTree(json);
        } catch (JacksonException e) {
            var at = e.getLocation();
            String place = at == null ? "" : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + " of it)";
            throw FigmentException.user(
                    Problem.of("bad-json", where, "this is no JSON: " + e.getOriginalMessage() + place)
                            .fix("JSON Lines have one whole object on each line; put it right or leave it out"),
                    e);
        }
    }

    private static Map<String, String> fields(String where, JsonNode object, List<String> required) {
        if (!object.isObject()) {
            throw FigmentException.user(
                    Problem.of("no-object", where, "this is " + object.getNodeType() + ", not an object with fields")
                            .fix("write {\"text\": …} around it, for instance"));
        }
        Map<String, String> fields = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            JsonNode value = field.getValue();
            fields.put(field.getKey(), value.isString() ? value.stringValue() : value.toString());
        }
        for (String name : required) {
            if (!fields.containsKey(name)) {
                throw FigmentException.user(
                        Problem.of("missing-field", where, "this object has no field '" + name + "'")
                                .suggesting(name, fields.keySet()));
            }
        }
        return fields;
    }
}
