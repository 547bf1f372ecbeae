package dev.figment.core.config;

import dev.figment.api.config.Default;
import dev.figment.api.config.Description;
import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a config record asks for: its keys, their types, defaults and meanings.
 *
 * @param description of the whole; may be empty
 * @param keys in the order of the record's components
 */
record RecordShape(Class<? extends Record> type, String description, List<Key> keys, Constructor<?> constructor) {
    private static final Pattern HUMP = Pattern.compile("([a-z0-9])([A-Z])");

    private static final ClassValue<RecordShape> SHAPES = new ClassValue<>() {
        @Override
        protected RecordShape computeValue(Class<?> type) {
            return describe(type.asSubclass(Record.class));
        }
    };

    /**
     * One key.
     *
     * @param name in kebab-case
     * @param component the record component's name
     * @param nullable whether the component is null where the key is left out
     * @param defaultText what stands for the key where it is left out, as YAML
     * @param description may be empty
     */
    record Key(
            String name,
            String component,
            ValueType type,
            boolean nullable,
            Optional<String> defaultText,
            String description) {
        boolean required() {
            return !nullable && defaultText.isEmpty();
        }
    }

    /**
     * The shape of a record class.
     *
     * @throws FigmentException if the record has a component that no config key can give: a fault of whoever wrote it
     */
    static RecordShape of(Class<? extends Record> type) {
        return SHAPES.get(type);
    }

    Map<String, Key> byName() {
        return keys.stream().collect(Collectors.toMap(Key::name, Function.identity()));
    }

    List<String> names() {
        return keys.stream().map(Key::name).toList();
    }

    /** The key that a value which is no map stands for: the only required one. */
    Optional<Key> shorthand() {
        List<Key> required = keys.stream().filter(Key::required).toList();
        return required.size() == 1 ? Optional.of(required.get(0)) : Optional.empty();
    }

    /** The config key of a record component: {@code batchSize} is written {@code batch-size}. */
    static String kebab(String component) {
        return HUMP.matcher(component).replaceAll("$1-$2").toLowerCase(Locale.ROOT);
    }

    private static RecordShape describe(Class<? extends Record> type) {
        RecordComponent[] components = type.getRecordComponents();
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
            constructor.setAccessible(true);
            return new RecordShape(
                    type,
                    description(type),
                    Arrays.stream(components).map(RecordShape::key).toList(),
                    constructor);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Key key(RecordComponent component) {
        boolean nullable = isNullable(component) || isNullable(component.getAnnotatedType());
        if (nullable && component.getType().isPrimitive()) {
            throw unusable(component, "a primitive cannot be @Nullable");
        }
        return new Key(
                kebab(component.getName()),
                component.getName(),
                ValueTypes.of(component.getGenericType(), component),
                nullable,
                Optional.ofNullable(component.getAnnotation(Default.class)).map(Default::value),
                description(component));
    }

    static String description(AnnotatedElement element) {
        Description description = element.getAnnotation(Description.class);
        return description == null ? "" : description.value();
    }

    /** By name, since a plugin may bring another library's annotation, or its own copy of JSpecify's. */
    private static boolean isNullable(AnnotatedElement element) {
        return Arrays.stream(element.getAnnotations())
                .anyMatch(annotation ->
                        annotation.annotationType().getSimpleName().equals("Nullable"));
    }

    static FigmentException unusable(RecordComponent component, String reason) {
        String record = component.getDeclaringRecord().getName();
        return FigmentException.user(Problem.of(
                        "bad-config-record",
                        record,
                        "the config record cannot be read: component '" + component.getName() + "': " + reason)
                .fix("report this to whoever wrote the plugin"));
    }
}
