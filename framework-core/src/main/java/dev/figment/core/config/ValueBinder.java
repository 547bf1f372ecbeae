package dev.figment.core.config;

import dev.figment.api.Device;
import dev.figment.api.config.ComponentRef;
import dev.figment.api.config.DataRef;
import dev.figment.api.config.InputPath;
import dev.figment.api.config.ModelRef;
import dev.figment.api.config.OutputPath;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads one value. Each method gives null where there was a problem, which it has added. */
final class ValueBinder {
    private final RecordBinder records;
    private final Problems problems;

    ValueBinder(RecordBinder records, Problems problems) {
        this.records = records;
        this.problems = problems;
    }

    /**
     * @param path what the value is called in messages
     */
    @Nullable
    Object read(Node node, ValueType type, String path) {
        if (node.isBroken()) {
            return null;
        }
        if (type instanceof ValueType.Nested nested) {
            return records.record(node, nested.shape(), Set.of(), path);
        }
        if (type instanceof ValueType.OneOf oneOf) {
            return new AlternativeBinder(records, problems).read(node, oneOf, path);
        }
        if (type instanceof ValueType.ListOf list) {
            return node instanceof ListNode given ? list(given, list.item(), path) : wrong(node, type, path);
        }
        if (type instanceof ValueType.MapOf map) {
            return node instanceof MapNode given ? map(given, map.value(), path) : wrong(node, type, path);
        }
        if (!(node instanceof ScalarNode scalar) || node.isNull()) {
            return wrong(node, type, path);
        }
        if (type instanceof ValueType.Whole whole) {
            return new NumberBinder(problems).whole(scalar, whole, path);
        }
        if (type instanceof ValueType.Real real) {
            return new NumberBinder(problems).real(scalar, real, path);
        }
        if (type instanceof ValueType.Flag) {
            return flag(scalar, type, path);
        }
        if (type instanceof ValueType.Choice choice) {
            return choice(scalar, choice, path);
        }
        return type instanceof ValueType.Reference reference ? reference(scalar, reference, path) : scalar.text();
    }

    private @Nullable List<Object> list(ListNode node, ValueType type, String path) {
        List<Object> items = new ArrayList<>();
        for (int i = 0; i < node.items().size(); i++) {
            Object item = read(node.items().get(i), type, path + "[" + i + "]");
            if (item != null) {
                items.add(item);
            }
        }
        return items.size() == node.items().size() ? List.copyOf(items) : null;
    }

    private @Nullable Map<String, Object> map(MapNode node, ValueType type, String path) {
        Map<String, Object> values = new LinkedHashMap<>();
        node.entries().forEach((key, entry) -> {
            Object value = read(entry.value(), type, path + "." + key);
            if (value != null) {
                values.put(key, value);
            }
        });
        return values.size() == node.entries().size() ? Collections.unmodifiableMap(values) : null;
    }

    private @Nullable Object flag(ScalarNode node, ValueType type, String path) {
        if (node.kind() != ScalarNode.Kind.BOOLEAN) {
            return wrong(node, type, path);
        }
        return node.text().equalsIgnoreCase("true");
    }

    private @Nullable Object choice(ScalarNode node, ValueType.Choice type, String path) {
        Object constant = type.constants().get(node.text());
        if (constant == null) {
            problems.add(node.mark()
                    .problem("unknown-value", "'" + path + "' cannot be '" + node.text() + "'")
                    .suggesting(node.text(), type.constants().keySet()));
        }
        return constant;
    }

    private @Nullable Object reference(ScalarNode node, ValueType.Reference type, String path) {
        String text = node.text();
        if (text.isBlank()) {
            return wrong(node, type, path);
        }
        Path base = node.mark().base();
        try {
            return switch (type) {
                case COMPONENT -> new ComponentRef(text);
                case INPUT_PATH -> new InputPath(base.resolve(text).normalize());
                case OUTPUT_PATH -> new OutputPath(Path.of(text));
                case DATA -> new DataRef(text, base);
                case MODEL -> new ModelRef(text, base);
                case DEVICE -> Device.parse(text);
            };
        } catch (InvalidPathException e) {
            problems.add(node.mark().problem("bad-path", "'" + path + "' is no path: " + e.getMessage()));
        } catch (IllegalArgumentException e) {
            problems.add(node.mark().problem("bad-value", "'" + path + "': " + e.getMessage()));
        }
        return null;
    }

    private @Nullable Object wrong(Node node, ValueType type, String path) {
        problems.add(node.mark()
                .problem("wrong-type", "'" + path + "' needs " + type.described() + ", not " + node.described()));
        return null;
    }
}
