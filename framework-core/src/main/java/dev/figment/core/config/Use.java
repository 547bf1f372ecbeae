package dev.figment.core.config;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/**
 * The use of a contribution in a config.
 *
 * @param name the contribution's name as written
 * @param mark where the name is written
 * @param config the keys that are the contribution's own: a map, null, or a value that stands for its only required key
 */
public record Use(String name, Mark mark, Node config) {
    /** The key that names the contribution of a component or a recipe. */
    public static final String KEY = "use";

    /**
     * Reads {@code { use: NAME, … }}; empty where that is not what is written, which is then a problem.
     *
     * @param names what there is to be used, for the message
     */
    public static Optional<Use> ofKey(Node node, Collection<String> names, Problems problems) {
        if (node.isBroken()) {
            return Optional.empty();
        }
        if (!(node instanceof MapNode map)) {
            problems.add(node.mark()
                    .problem("wrong-type", "a map with the key 'use' is needed, not " + node.described())
                    .fix("write '{ use: NAME, … }'"));
            return Optional.empty();
        }
        if (map.find(KEY).filter(value -> !value.isNull()).isEmpty()) {
            problems.add(map.mark()
                    .problem("missing-key", "the key 'use' is missing: it says which type this is")
                    .fix("add 'use: NAME'" + oneOf(names)));
            return Optional.empty();
        }
        Mark mark = map.find(KEY).orElse(map).mark();
        return map.text(KEY, problems).map(name -> new Use(name, mark, map.without(KEY)));
    }

    /** The names for the end of an instruction, if there are any. */
    public static String oneOf(Collection<String> names) {
        return names.isEmpty() ? "" : ", with one of: " + String.join(", ", names);
    }

    /** Reads {@code NAME: { … }}, or {@code NAME} alone; empty where it is neither, which is then a problem. */
    public static Optional<Use> ofItem(Node node, Problems problems) {
        if (node.isBroken()) {
            return Optional.empty();
        }
        if (node instanceof MapNode map && map.entries().size() == 1) {
            Map.Entry<String, MapNode.Entry> only =
                    map.entries().entrySet().iterator().next();
            return Optional.of(new Use(
                    only.getKey(), only.getValue().keyMark(), only.getValue().value()));
        }
        if (node instanceof ScalarNode scalar && !scalar.isNull()) {
            return Optional.of(new Use(scalar.text(), scalar.mark(), MapNode.empty(scalar.mark())));
        }
        String written = node instanceof MapNode map
                ? map.entries().isEmpty() ? "an empty map" : "a map with the keys " + String.join(", ", map.keys())
                : node.described();
        problems.add(node.mark()
                .problem("bad-step", "a step is one name with its keys, not " + written)
                .fix("write '- NAME: { … }', with the keys of a step indented deeper than its name"));
        return Optional.empty();
    }
}
