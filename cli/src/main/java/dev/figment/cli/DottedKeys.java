package dev.figment.cli;

import dev.figment.core.config.ListNode;
import dev.figment.core.config.MapNode;
import dev.figment.core.config.Node;
import dev.figment.core.config.ScalarNode;
import dev.figment.core.config.YamlWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** A config as a flat map: {@code recipe.body.hidden.0} and its text. */
final class DottedKeys {
    private DottedKeys() {}

    /** Every key of a config. */
    static Map<String, String> of(MapNode config) {
        Map<String, String> keys = new TreeMap<>();
        flatten("", config, keys);
        return keys;
    }

    /** The config that has these keys; empty where there is none, since a key holds a dot itself. */
    static Optional<MapNode> config(Map<String, String> keys) {
        Map<String, Object> tree = new LinkedHashMap<>();
        for (Map.Entry<String, String> key : keys.entrySet()) {
            if (!put(tree, key.getKey().split("\\.", -1), key.getValue())) {
                return Optional.empty();
            }
        }
        MapNode config = YamlWriter.map(withLists(tree));
        return of(config).equals(keys) ? Optional.of(config) : Optional.empty();
    }

    private static boolean put(Map<String, Object> tree, String[] path, String value) {
        Map<String, Object> place = tree;
        for (int i = 0; i < path.length - 1; i++) {
            if (!(place.computeIfAbsent(path[i], key -> new LinkedHashMap<String, Object>())
                    instanceof Map<?, ?> below)) {
                return false;
            }
            @SuppressWarnings("unchecked") // All maps in the tree are made here.
            Map<String, Object> next = (Map<String, Object>) below;
            place = next;
        }
        return place.putIfAbsent(path[path.length - 1], YamlWriter.plain(value)) == null;
    }

    /** Maps whose keys count from 0 are lists. */
    private static Map<String, Object> withLists(Map<String, Object> tree) {
        Map<String, Object> changed = new LinkedHashMap<>();
        tree.forEach((key, value) -> changed.put(key, withLists(value)));
        return changed;
    }

    private static Object withLists(Object value) {
        if (!(value instanceof Map<?, ?> map)) {
            return value;
        }
        @SuppressWarnings("unchecked") // All maps in the tree are made here.
        Map<String, Object> tree = withLists((Map<String, Object>) map);
        boolean counts = IntStream.range(0, tree.size()).allMatch(i -> tree.containsKey(Integer.toString(i)));
        return counts
                ? IntStream.range(0, tree.size())
                        .mapToObj(i -> tree.get(Integer.toString(i)))
                        .toList()
                : tree;
    }

    private static void flatten(String path, Node node, Map<String, String> keys) {
        if (node instanceof MapNode map) {
            for (String key : map.keys()) {
                map.find(key).ifPresent(child -> flatten(path.isEmpty() ? key : path + "." + key, child, keys));
            }
        } else if (node instanceof ListNode list) {
            List<Node> items = list.items();
            for (int i = 0; i < items.size(); i++) {
                flatten(path + "." + i, items.get(i), keys);
            }
        } else if (node instanceof ScalarNode scalar) {
            keys.put(path, scalar.text());
        }
    }
}
