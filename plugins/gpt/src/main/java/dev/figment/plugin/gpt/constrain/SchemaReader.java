package dev.figment.plugin.gpt.constrain;

import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.lucene.util.automaton.Automata;
import org.apache.lucene.util.automaton.Automaton;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads a JSON schema (draft 2020-12), as far as an automaton can follow it: no references, which may recurse, and no bounds of
 * numbers. What it does not know is an error, so that no text breaks a rule in silence.
 */
final class SchemaReader {
    /** Say nothing about a value's form. */
    private static final Set<String> NOTES =
            Set.of("$schema", "$id", "$comment", "title", "description", "default", "examples", "additionalProperties");

    private static final Map<String, Set<String>> KEYWORDS = Map.of(
            "object", Set.of("properties", "required"),
            "array", Set.of("items", "minItems", "maxItems"),
            "string", Set.of("minLength", "maxLength", "pattern"),
            "integer", Set.of(),
            "number", Set.of(),
            "boolean", Set.of(),
            "null", Set.of());

    private final String where;

    private SchemaReader(String where) {
        this.where = where;
    }

    /**
     * The values that a schema describes, written without line breaks and with a blank at most after commas and colons.
     *
     * @throws FigmentException if the file cannot be read, is no schema, or says what is not known here
     */
    static Automaton language(Path file) {
        SchemaReader reader = new SchemaReader(file.toString());
        try {
            return reader.value(JsonMapper.shared().readTree(Files.readAllBytes(file)), "");
        } catch (IOException e) {
            throw FigmentException.user(
                    Problem.of("unreadable-file", file.toString(), "the schema cannot be read: " + e)
                            .fix("check the path"),
                    e);
        } catch (JacksonException e) {
            throw reader.problem("", "this is no JSON: " + e.getOriginalMessage());
        }
    }

    private Automaton value(JsonNode schema, String at) {
        if (!schema.isObject()) {
            throw problem(at, "a schema is an object, and this is " + schema);
        }
        for (String choice : List.of("anyOf", "oneOf")) {
            if (schema.has(choice)) {
                requireKnown(schema, Set.of(choice), at);
                return JsonLanguage.oneOf(all(schema.get(choice), at + "/" + choice));
            }
        }
        if (schema.has("enum")) {
            requireKnown(schema, Set.of("enum", "type"), at);
            List<Automaton> constants = new ArrayList<>();
            schema.get("enum").forEach(constant -> constants.add(JsonLanguage.constant(constant)));
            return JsonLanguage.oneOf(constants);
        }
        if (schema.has("const")) {
            requireKnown(schema, Set.of("const", "type"), at);
            return JsonLanguage.constant(schema.get("const"));
        }
        return typed(schema, at);
    }

    private List<Automaton> all(JsonNode schemas, String at) {
        List<Automaton> languages = new ArrayList<>();
        for (int i = 0; i < schemas.size(); i++) {
            languages.add(value(schemas.get(i), at + "/" + i));
        }
        if (languages.isEmpty()) {
            throw problem(at, "it has no alternative");
        }
        return languages;
    }

    private Automaton typed(JsonNode schema, String at) {
        String type = schema.path("type").asString("");
        Set<String> keywords = KEYWORDS.get(type);
        if (keywords == null) {
            throw problem(at, "the type '" + schema.path("type") + "' is none of " + new TreeSet<>(KEYWORDS.keySet()));
        }
        Set<String> known = new TreeSet<>(keywords);
        known.add("type");
        requireKnown(schema, known, at);
        return switch (type) {
            case "object" -> object(schema, at);
            case "array" ->
                JsonLanguage.array(
                        value(schema.path("items"), at + "/items"),
                        number(schema, "minItems", 0, at),
                        number(schema, "maxItems", JsonLanguage.ANY, at));
            case "string" ->
                schema.has("pattern")
                        ? JsonLanguage.string(schema.get("pattern").asString(), where + at + "/pattern")
                        : JsonLanguage.string(
                                number(schema, "minLength", 0, at), number(schema, "maxLength", JsonLanguage.ANY, at));
            case "integer" -> JsonLanguage.integer();
            case "number" -> JsonLanguage.number();
            case "boolean" -> JsonLanguage.oneOf(List.of(Automata.makeString("true"), Automata.makeString("false")));
            default -> Automata.makeString("null");
        };
    }

    private Automaton object(JsonNode schema, String at) {
        Map<String, Automaton> properties = new LinkedHashMap<>();
        schema.path("properties")
                .properties()
                .forEach(property -> properties.put(
                        property.getKey(), value(property.getValue(), at + "/properties/" + property.getKey())));
        Set<String> required = new TreeSet<>();
        schema.path("required").forEach(name -> required.add(name.asString()));
        for (String name : required) {
            if (!properties.containsKey(name)) {
                throw problem(at + "/required", "'" + name + "' is none of the properties " + properties.keySet());
            }
        }
        return JsonLanguage.object(properties, required);
    }

    private int number(JsonNode schema, String key, int otherwise, String at) {
        JsonNode value = schema.path(key);
        if (value.isMissingNode()) {
            return otherwise;
        }
        if (!value.isInt() || value.asInt() < 0) {
            throw problem(at, "'" + key + "' must be a whole number from 0 on, not " + value);
        }
        return value.asInt();
    }

    private void requireKnown(JsonNode schema, Set<String> known, String at) {
        for (String key : schema.propertyNames()) {
            if (!known.contains(key) && !NOTES.contains(key)) {
                throw problem(at, "'" + key + "' is not known here; there is: " + new TreeSet<>(known));
            }
        }
    }

    private FigmentException problem(String at, String message) {
        return FigmentException.user(Problem.of("bad-schema", where + (at.isEmpty() ? "" : "#" + at), message)
                .fix("see the keywords of 'json-schema' in docs/generate-text.md"));
    }
}
