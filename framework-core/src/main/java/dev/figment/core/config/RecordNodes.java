package dev.figment.core.config;

import java.util.Optional;

/** What a record's shape makes of the nodes that are given for it. */
final class RecordNodes {
    private RecordNodes() {}

    /** The map that a node stands for: null is an empty map, and a value may stand for the only required key. */
    static Optional<MapNode> asMap(Node node, RecordShape shape) {
        if (node instanceof MapNode map) {
            return Optional.of(map);
        }
        if (node.isBroken()) {
            return Optional.empty();
        }
        if (node.isNull()) {
            return Optional.of(MapNode.empty(node.mark()));
        }
        return shape.shorthand()
                .filter(key -> node instanceof ListNode == key.type() instanceof ValueType.ListOf)
                .map(key -> MapNode.empty(node.mark()).with(key.name(), node.mark(), node));
    }

    /** The node of a key's default; empty where the key has none. */
    static Optional<Node> defaultOf(RecordShape.Key key, Mark place, Problems problems) {
        return key.defaultText().map(text -> {
            Mark mark = place.via("default");
            if (!text.isEmpty() && "[{'\"".indexOf(text.charAt(0)) >= 0) {
                return YamlReader.read(text, mark, problems);
            }
            ScalarNode.Kind kind = ScalarNode.Kind.ofPlain(text);
            // An empty default is the empty text; null is said by @Nullable.
            return new ScalarNode(mark, text, kind == ScalarNode.Kind.NULL ? ScalarNode.Kind.TEXT : kind);
        });
    }
}
