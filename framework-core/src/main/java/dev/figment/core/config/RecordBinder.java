package dev.figment.core.config;

import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Nearest;
import dev.figment.api.error.Problem;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads maps into config records. A component {@code batchSize} is the key {@code batch-size}; a key that is left out,
 * or null, takes its {@code @Default}, or null where the component is {@code @Nullable}, and is otherwise missing.
 * Where a record has exactly one required key, a value that is no map stands for that key: {@code write-grid: out.png}
 * is {@code write-grid: { to: out.png }}.
 */
public final class RecordBinder {
    private final Problems problems;
    private final boolean open;

    private RecordBinder(Problems problems) {
        this(problems, false);
    }

    private RecordBinder(Problems problems, boolean open) {
        this.problems = problems;
        this.open = open;
    }

    /**
     * Reads a map (or null, which is an empty map) into a record. Everything that is wrong is added to the problems.
     *
     * @return null if there was a problem
     */
    public static <R extends Record> @Nullable R bind(Node node, Class<R> type, Problems problems) {
        return bind(node, type, Set.of(), problems);
    }

    /** As above, leaving some keys of the map to the caller. */
    public static <R extends Record> @Nullable R bind(
            Node node, Class<R> type, Set<String> ignoring, Problems problems) {
        try {
            return type.cast(new RecordBinder(problems).record(node, RecordShape.of(type), ignoring, ""));
        } catch (FigmentException e) {
            problems.add(e);
            return null;
        }
    }

    /**
     * As {@link #bind(Node, Class, Problems)}, for what other versions write as well: keys that are not known are passed
     * over, in nested maps too, unless one looks like a key that is not there.
     */
    public static <R extends Record> @Nullable R bindOpen(Node node, Class<R> type, Problems problems) {
        try {
            return type.cast(new RecordBinder(problems, true).record(node, RecordShape.of(type), Set.of(), ""));
        } catch (FigmentException e) {
            problems.add(e);
            return null;
        }
    }

    /**
     * The map that a node stands for where a record is asked for: null is an empty map, and a value that is no map stands
     * for the only required key.
     *
     * @return empty where it stands for none, which is then a problem
     */
    public static Optional<MapNode> keys(Node node, Class<? extends Record> type, Problems problems) {
        try {
            return new RecordBinder(problems).keys(node, RecordShape.of(type), "");
        } catch (FigmentException e) {
            problems.add(e);
            return Optional.empty();
        }
    }

    private Optional<MapNode> keys(Node node, RecordShape shape, String path) {
        Optional<MapNode> given = RecordNodes.asMap(node, shape);
        if (given.isEmpty() && !node.isBroken()) {
            String what = path.isEmpty() ? "this" : "'" + path + "'";
            Problem problem = node.mark().problem("wrong-type", what + " needs a map, not " + node.described());
            problems.add(
                    shape.keys().isEmpty()
                            ? problem.fix("it has no keys: leave it empty")
                            : problem.fix("its keys are: " + String.join(", ", shape.names())));
        }
        return given;
    }

    @Nullable
    Object record(Node node, RecordShape shape, Set<String> ignoring, String path) {
        Optional<MapNode> given = keys(node, shape, path);
        if (given.isEmpty()) {
            return null;
        }
        MapNode map = given.get();
        boolean whole = refuseUnknown(map, shape, ignoring);
        List<@Nullable Object> arguments = new ArrayList<>();
        for (RecordShape.Key key : shape.keys()) {
            Node value = map.find(key.name()).filter(found -> !found.isNull()).orElse(null);
            if (value == null && key.nullable() && key.defaultText().isEmpty()) {
                arguments.add(null);
                continue;
            }
            Object argument = value(value, key, map);
            whole &= argument != null;
            arguments.add(argument);
        }
        return whole ? construct(shape, arguments, map) : null;
    }

    private @Nullable Object value(@Nullable Node given, RecordShape.Key key, MapNode map) {
        Node value = given;
        if (value == null) {
            value = RecordNodes.defaultOf(key, map.mark(), problems).orElse(null);
        }
        if (value == null) {
            String meaning = key.description().isEmpty() ? key.type().described() : key.description();
            problems.add(map.mark()
                    .problem("missing-key", "the key '" + key.name() + "' is missing: " + meaning)
                    .fix("add '" + key.name() + ": …'"));
            return null;
        }
        return new ValueBinder(this, problems).read(value, key.type(), key.name());
    }

    private boolean refuseUnknown(MapNode map, RecordShape shape, Set<String> ignoring) {
        Set<String> known = shape.byName().keySet();
        boolean allKnown = true;
        for (Map.Entry<String, MapNode.Entry> entry : map.entries().entrySet()) {
            String key = entry.getKey();
            if (!known.contains(key) && !ignoring.contains(key) && !(open && isForeign(key, known, map.keys()))) {
                allKnown = false;
                Problem problem = entry.getValue().keyMark().problem("unknown-key", "unknown key '" + key + "'");
                List<String> options = new ArrayList<>(known);
                options.addAll(ignoring);
                problems.add(
                        options.isEmpty()
                                ? problem.fix("remove it: there are no keys here")
                                : problem.suggesting(key, options));
            }
        }
        return allKnown;
    }

    /** Whether a key is none that was meant to be one of those that are known and absent. */
    private static boolean isForeign(String key, Set<String> known, Set<String> present) {
        return Nearest.to(
                        key,
                        known.stream().filter(name -> !present.contains(name)).toList())
                .isEmpty();
    }

    private @Nullable Object construct(RecordShape shape, List<@Nullable Object> arguments, MapNode map) {
        try {
            return shape.constructor().newInstance(arguments.toArray());
        } catch (InvocationTargetException e) {
            Throwable cause = e.getCause();
            if (cause instanceof Error error) {
                throw error;
            }
            if (cause instanceof FigmentException refusal) {
                problems.add(refusal);
                return null;
            }
            String message = cause instanceof IllegalArgumentException && cause.getMessage() != null
                    ? cause.getMessage()
                    : shape.type().getSimpleName() + " cannot take these values: " + cause;
            problems.add(blamed(message, shape, map).problem("bad-value", message));
            return null;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The place of the value whose key or component a message begins with; else that of the whole map. */
    private static Mark blamed(String message, RecordShape shape, MapNode map) {
        return shape.keys().stream()
                .filter(key -> begins(message, key.name()) || begins(message, key.component()))
                .max(Comparator.comparingInt(key -> key.name().length()))
                .flatMap(key -> map.find(key.name()))
                .map(Node::mark)
                .orElse(map.mark());
    }

    private static boolean begins(String message, String word) {
        return Pattern.compile("['\"]?" + Pattern.quote(word) + "(?![\\w-])")
                .matcher(message)
                .lookingAt();
    }
}
