package dev.figment.core.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A map from keys to nodes.
 *
 * @param entries in the order written
 */
public record MapNode(Mark mark, Map<String, Entry> entries) implements Node {
    /** A key's place and its value. */
    public record Entry(Mark keyMark, Node value) {}

    public MapNode {
        entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    }

    public static MapNode empty(Mark mark) {
        return new MapNode(mark, Map.of());
    }

    public Set<String> keys() {
        return entries.keySet();
    }

    /** The value of a key, or empty where the key is absent. */
    public Optional<Node> find(String key) {
        return Optional.ofNullable(entries.get(key)).map(Entry::value);
    }

    /** Where a key stands; where the map begins, if the key is absent. */
    public Mark keyMark(String key) {
        Entry entry = entries.get(key);
        return entry == null ? mark : entry.keyMark();
    }

    /** The text of a key; empty where it is absent or null, or is no scalar, which is a problem. */
    public Optional<String> text(String key, Problems problems) {
        return typed(key, ScalarNode.class, "text", problems).map(ScalarNode::text);
    }

    /** The map of a key; an empty one where it is absent or null, or is no map, which is a problem. */
    public MapNode map(String key, Problems problems) {
        return typed(key, MapNode.class, "a map", problems).orElseGet(() -> empty(keyMark(key)));
    }

    /** The list of a key; an empty one where it is absent or null, or is no list, which is a problem. */
    public List<Node> list(String key, Problems problems) {
        return typed(key, ListNode.class, "a list", problems)
                .map(ListNode::items)
                .orElse(List.of());
    }

    /** The same map with a key added at the end, or given another value where it stands. */
    public MapNode with(String key, Mark keyMark, Node value) {
        Map<String, Entry> changed = new LinkedHashMap<>(entries);
        changed.put(key, new Entry(keyMark, value));
        return new MapNode(mark, changed);
    }

    /** The same map without a key. */
    public MapNode without(String key) {
        Map<String, Entry> changed = new LinkedHashMap<>(entries);
        changed.remove(key);
        return new MapNode(mark, changed);
    }

    @Override
    public String described() {
        return "a map";
    }

    private <T extends Node> Optional<T> typed(String key, Class<T> type, String wanted, Problems problems) {
        Entry entry = entries.get(key);
        if (entry == null || entry.value().isNull() || entry.value().isBroken()) {
            return Optional.empty();
        }
        if (!type.isInstance(entry.value())) {
            problems.add(entry.value()
                    .mark()
                    .problem(
                            "wrong-type",
                            "'" + key + "' needs " + wanted + ", not "
                                    + entry.value().described()));
            return Optional.empty();
        }
        return Optional.of(type.cast(entry.value()));
    }
}
