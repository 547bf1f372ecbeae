package dev.figment.core.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes YAML that {@link YamlFile} reads back as the same. */
public final class YamlWriter {
    private YamlWriter() {}

    /** A map as text, in its order; scalars as they were written, without comments. */
    public static String text(MapNode map) {
        return YamlLines.of(map).stream().map(YamlLines.Line::text).collect(Collectors.joining("\n", "", "\n"));
    }

    /**
     * The node of a value.
     *
     * @param value a map with texts as keys, a list, a text, a number, a truth value
     * @throws IllegalArgumentException if it is or holds anything else
     */
    public static Node node(Object value) {
        if (value instanceof Node node) {
            return node;
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, MapNode.Entry> entries = new LinkedHashMap<>();
            map.forEach((key, item) -> entries.put((String) key, new MapNode.Entry(Mark.NOWHERE, node(item))));
            return new MapNode(Mark.NOWHERE, entries);
        }
        if (value instanceof List<?> list) {
            return new ListNode(
                    Mark.NOWHERE, list.stream().map(YamlWriter::node).toList());
        }
        if (value instanceof String text) {
            return new ScalarNode(Mark.NOWHERE, text, ScalarNode.Kind.TEXT);
        }
        if (value instanceof Boolean || value instanceof Integer || value instanceof Long || value instanceof Double) {
            String text = value.toString();
            return new ScalarNode(Mark.NOWHERE, text, ScalarNode.Kind.ofPlain(text));
        }
        throw new IllegalArgumentException(value + " in YAML");
    }

    /** A scalar that is written without quotes where that is possible, and read as what YAML takes it for. */
    public static Node plain(String text) {
        return new ScalarNode(Mark.NOWHERE, text, ScalarNode.Kind.ofPlain(text));
    }

    /** A map of these values, as {@link #node} makes it. */
    public static MapNode map(Map<String, ?> values) {
        return (MapNode) node(values);
    }
}
