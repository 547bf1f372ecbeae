package dev.figment.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The page of all keys of configs, as Markdown, from the schema that {@code figment schema} prints. */
final class Reference {
    private static final String DEFINITION = "#/$defs/";
    private static final Pattern FIRST_WORD = Pattern.compile("[a-z]+ .*");

    private final StringBuilder text = new StringBuilder();
    private final JsonNode schema;
    private final Map<String, JsonNode> alternatives = new LinkedHashMap<>();

    private Reference(JsonNode schema) {
        this.schema = schema;
    }

    static String of(String schema) {
        return new Reference(new JsonMapper().readTree(schema)).page();
    }

    private String page() {
        line("# Reference: all keys of configs");
        line("");
        line("What configs can say with the plugins that come with Figment. The page is made from what `figment schema`"
                + " prints, and a test compares the two. Guides: [write a config](write-a-config.md),"
                + " [train a model](train-a-model.md).");
        // The last alternative of each kind is that of a config that extends no other.
        JsonNode run = schema.get("anyOf").get(0).get("else");
        JsonNode training = schema.get("anyOf").get(1).get("else");
        section(2, "A config for `figment run`", run);
        section(2, "A config for `figment train`", training);
        heading(2, "Steps");
        line("");
        line("Where a step has one required key, that key's value can stand alone:"
                + " `- encode: digits` is `- encode: { with: digits }`.");
        JsonNode items = run.get("properties").get("steps").get("items");
        // A step without required keys may stand there by its name alone.
        JsonNode steps = items.has("anyOf") ? items.get("anyOf").get(0) : items;
        steps.get("properties").properties().forEach(step -> step(step.getKey(), step.getValue()));
        heading(2, "Components");
        definitions("component.");
        heading(2, "Recipes");
        definitions("recipe.");
        return text.toString();
    }

    private void step(String name, JsonNode step) {
        heading(3, "`" + name + "`");
        line("");
        line(sentence(step.get("description").asString()));
        JsonNode record = step.has("anyOf") ? step.get("anyOf").get(0) : step;
        table(resolve(record));
    }

    private void definitions(String prefix) {
        new TreeMap<>(schema.get("$defs").properties().stream()
                        .filter(entry -> entry.getKey().startsWith(prefix)
                                && !entry.getKey().endsWith(".partial"))
                        .collect(Collectors.toMap(
                                entry -> entry.getKey().substring(prefix.length()), Map.Entry::getValue)))
                .forEach((name, definition) -> section(3, "`use: " + name + "`", definition));
    }

    private void section(int level, String title, JsonNode record) {
        heading(level, title);
        line("");
        line(sentence(record.get("description").asString()));
        table(record);
        Map<String, JsonNode> below = new LinkedHashMap<>(alternatives);
        alternatives.clear();
        below.forEach((heading, alternative) -> section(level + 1, heading, alternative));
    }

    private void table(JsonNode record) {
        if (record.path("properties").properties().stream()
                .allMatch(key -> key.getValue().has("const"))) {
            return;
        }
        line("");
        line("| key | value | without it | meaning |");
        line("|---|---|---|---|");
        rows("", record);
    }

    private void rows(String prefix, JsonNode record) {
        Set<String> required = StreamSupport.stream(record.path("required").spliterator(), false)
                .map(JsonNode::asString)
                .collect(Collectors.toSet());
        for (Map.Entry<String, JsonNode> key : record.path("properties").properties()) {
            JsonNode value = key.getValue();
            if (value.has("const")) {
                continue;
            }
            String missing = required.contains(key.getKey())
                    ? "required"
                    : value.has("default") ? "`" + value.get("default") + "`" : "";
            JsonNode nested = value.path("anyOf").path(0);
            boolean map = nested.has("$ref");
            if (!map) {
                row(prefix + key.getKey(), type(key.getKey(), value), missing, value);
                JsonNode items = value.path("items").path("anyOf").path(0);
                if (items.has("$ref")) {
                    resolve(items).path("allOf").forEach(item -> alternative(prefix + key.getKey() + "[]", item));
                }
            } else {
                JsonNode inner = resolve(nested);
                row(prefix + key.getKey(), "map", missing, inner);
                rows(prefix + key.getKey() + ".", inner);
                inner.path("allOf").forEach(alternative -> alternative(prefix + key.getKey(), alternative));
            }
        }
    }

    /** A record that the key {@code use} names: a table of its own, below the one that is being written. */
    private void alternative(String key, JsonNode alternative) {
        String name = alternative.at("/if/properties/use/const").asString();
        alternatives.put("`" + key + ": { use: " + name + ", … }`", resolve(alternative.get("then")));
    }

    private void row(String key, String type, String missing, JsonNode described) {
        String meaning = described.path("description").asString("");
        line("| `" + key + "` | " + type + " | " + missing.replace("\"", "") + " | " + sentence(meaning) + " |");
    }

    private static String type(String key, JsonNode value) {
        JsonNode choice = value.has("enum")
                ? value.get("enum")
                : value.path("anyOf").path(0).path("enum");
        if (choice.isArray()) {
            List<String> names = new ArrayList<>();
            choice.forEach(name -> {
                if (!name.isNull()) {
                    names.add("`" + name.asString() + "`");
                }
            });
            return String.join(", ", names);
        }
        String name = value.get("type").isArray()
                ? value.get("type").get(0).asString()
                : value.get("type").asString();
        return switch (name) {
            case "integer" -> "whole number";
            case "number" -> "number";
            case "boolean" -> "`true`, `false`";
            case "object" -> "map";
            case "array" -> list(value.get("items"));
            default -> key.equals("extends") ? "text, or list of texts" : "text";
        };
    }

    private static String list(JsonNode items) {
        if (!items.has("type")) {
            return "list of maps";
        }
        JsonNode type = items.get("type");
        return switch (type.isArray() ? type.get(0).asString() : type.asString()) {
            case "integer" -> "list of whole numbers";
            case "number" -> "list of numbers";
            case "object" -> "list of maps";
            default -> "list of texts";
        };
    }

    private JsonNode resolve(JsonNode reference) {
        return schema.get("$defs").get(reference.get("$ref").asString().substring(DEFINITION.length()));
    }

    private void heading(int level, String title) {
        line("");
        line("#".repeat(level) + " " + title);
    }

    private void line(String line) {
        text.append(line).append('\n');
    }

    private static String sentence(String words) {
        if (words.isEmpty()) {
            return "";
        }
        String begun = FIRST_WORD.matcher(words).matches()
                ? Character.toUpperCase(words.charAt(0)) + words.substring(1)
                : words;
        return begun.replace("|", "\\|") + ".";
    }
}
