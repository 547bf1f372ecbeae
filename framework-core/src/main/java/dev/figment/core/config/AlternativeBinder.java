package dev.figment.core.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the one of several records that a map's key {@code use} names. */
final class AlternativeBinder {
    private final RecordBinder records;
    private final Problems problems;

    AlternativeBinder(RecordBinder records, Problems problems) {
        this.records = records;
        this.problems = problems;
    }

    /** Null where there was a problem, which has been added. */
    @Nullable
    Object read(Node node, ValueType.OneOf type, String path) {
        Optional<MapNode> given = asMap(node, type);
        if (given.isEmpty()) {
            problems.add(node.mark()
                    .problem("wrong-type", "'" + path + "' needs " + type.described() + ", not " + node.described()));
            return null;
        }
        MapNode map = given.get();
        Optional<ScalarNode> use = use(map);
        if (use.isEmpty()) {
            Node written = map.find(Use.KEY).orElse(map);
            if (!written.isBroken()) {
                problems.add(written.mark()
                        .problem("missing-key", "'" + path + "' does not say which one is meant")
                        .fix("add 'use: NAME'" + Use.oneOf(type.records().keySet())));
            }
            return null;
        }
        String name = use.get().text();
        Optional<RecordShape> shape = type.shape(name);
        if (shape.isEmpty()) {
            problems.add(use.get()
                    .mark()
                    .problem("unknown-value", "'" + path + "' cannot use '" + name + "'")
                    .suggesting(name, type.records().keySet()));
            return null;
        }
        MapNode own = withoutKeysOfOthers(map, name, shape.get(), type);
        Object record = records.record(own, shape.get(), Set.of(Use.KEY), path);
        return own.keys().size() == map.keys().size() ? record : null;
    }

    /** A key that only another alternative has is a problem of its own: whoever wrote it knows the key, not whose it is. */
    private MapNode withoutKeysOfOthers(MapNode map, String name, RecordShape shape, ValueType.OneOf type) {
        MapNode own = map;
        for (String key : map.keys()) {
            List<String> owners = type.records().keySet().stream()
                    .filter(other -> type.shape(other).orElseThrow().names().contains(key))
                    .toList();
            if (!key.equals(Use.KEY) && !shape.names().contains(key) && !owners.isEmpty()) {
                problems.add(map.keyMark(key)
                        .problem("unknown-key", "'" + name + "' has no key '" + key + "'")
                        .fix("remove it, or use one that has it: " + String.join(", ", owners)));
                own = own.without(key);
            }
        }
        return own;
    }

    /** The map that a node stands for: null is an empty map, and a scalar the name alone; with the default's name. */
    static Optional<MapNode> asMap(Node node, ValueType.OneOf type) {
        if (node instanceof ScalarNode scalar && !node.isNull() && !node.isBroken()) {
            return Optional.of(MapNode.empty(node.mark()).with(Use.KEY, node.mark(), scalar));
        }
        if (!(node instanceof MapNode) && !node.isNull()) {
            return Optional.empty();
        }
        MapNode map = node instanceof MapNode given ? given : MapNode.empty(node.mark());
        boolean named = map.find(Use.KEY).filter(use -> !use.isNull()).isPresent();
        return Optional.of(
                named ? map : type.byDefault().map(name -> named(name, map)).orElse(map));
    }

    private static MapNode named(String name, MapNode map) {
        ScalarNode use = new ScalarNode(map.mark().via("default"), name, ScalarNode.Kind.TEXT);
        MapNode first = new MapNode(map.mark(), Map.of(Use.KEY, new MapNode.Entry(map.keyMark(Use.KEY), use)));
        return Inheritance.merge(first, map.without(Use.KEY));
    }

    /** What {@code use} says, where it is a scalar. */
    static Optional<ScalarNode> use(MapNode map) {
        return map.find(Use.KEY)
                .filter(ScalarNode.class::isInstance)
                .map(ScalarNode.class::cast)
                .filter(use -> !use.isNull() && !use.isBroken());
    }
}
