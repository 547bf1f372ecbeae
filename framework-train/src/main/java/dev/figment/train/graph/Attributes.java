package dev.figment.train.graph;

import dev.figment.api.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A node's attributes: Long, Float, String, Tensor or List of Long, by name. */
public record Attributes(Map<String, Object> values) {
    public static final Attributes NONE = new Attributes(Map.of());

    public Attributes {
        values.forEach((name, value) -> {
            boolean known = value instanceof Long
                    || value instanceof Float
                    || value instanceof String
                    || value instanceof Tensor
                    || (value instanceof List<?> list && list.stream().allMatch(Long.class::isInstance));
            if (!known) {
                throw new IllegalArgumentException("attribute " + name + " of " + value.getClass());
            }
        });
        values = new TreeMap<>(values);
    }

    public static Attributes of(String name, Object value) {
        return new Attributes(Map.of(name, value));
    }

    public static Attributes of(String name1, Object value1, String name2, Object value2) {
        return new Attributes(Map.of(name1, value1, name2, value2));
    }

    /** An integer, or what it is by default. */
    public long integer(String name, long byDefault) {
        return values.get(name) instanceof Long value ? value : byDefault;
    }

    /** A number, or what it is by default. */
    public float number(String name, float byDefault) {
        return values.get(name) instanceof Float value ? value : byDefault;
    }

    /** A list of integers; empty where there is none. */
    public List<Long> integers(String name) {
        return values.get(name) instanceof List<?> list
                ? list.stream().map(Long.class::cast).toList()
                : List.of();
    }

    /** A tensor, if there is one. */
    public Optional<Tensor> tensor(String name) {
        return values.get(name) instanceof Tensor value ? Optional.of(value) : Optional.empty();
    }

    /** A string, or what it is by default. */
    public String string(String name, String byDefault) {
        return values.get(name) instanceof String value ? value : byDefault;
    }
}
