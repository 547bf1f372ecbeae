package dev.figment.core.wiring;

import dev.figment.api.config.ComponentRef;
import dev.figment.api.plugin.Contribution;
import jakarta.inject.Named;
import java.lang.reflect.Constructor;
import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The one constructor of a contribution's implementation, and the references to components among its parameters.
 *
 * @param references in the constructor's order; one key may stand there twice, with two types
 */
record Injectable(Constructor<?> constructor, List<Reference> references) {
    /**
     * A parameter that takes a component.
     *
     * @param key the config key, in kebab-case, that names the component
     * @param type what the component must be
     */
    record Reference(String key, Type type) {}

    /**
     * @throws IllegalStateException if the implementation is not made as {@link Contribution} asks
     */
    static Injectable of(Contribution contribution) {
        Constructor<?>[] constructors = contribution.implementation().getConstructors();
        if (constructors.length != 1) {
            throw new IllegalStateException(contribution.implementation().getName() + " has " + constructors.length
                    + " public constructors; a contribution needs exactly one");
        }
        List<Reference> references = new ArrayList<>();
        for (Parameter parameter : constructors[0].getParameters()) {
            Named named = parameter.getAnnotation(Named.class);
            if (named != null) {
                references.add(new Reference(named.value(), parameter.getParameterizedType()));
            }
        }
        return new Injectable(constructors[0], references);
    }

    /** The values of a record by key; those that are null are left out. */
    static Map<String, Object> values(Record config) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (RecordComponent component : config.getClass().getRecordComponents()) {
            try {
                component.getAccessor().setAccessible(true);
                Object value = component.getAccessor().invoke(config);
                if (value != null) {
                    values.put(kebab(component.getName()), value);
                }
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }
        return values;
    }

    /** The value of a key of type {@link ComponentRef}. */
    static ComponentRef reference(Map<String, Object> values, String key) {
        if (values.get(key) instanceof ComponentRef reference) {
            return reference;
        }
        throw new IllegalStateException("there is no ComponentRef for @Named(\"" + key + "\")");
    }

    private static String kebab(String camel) {
        return camel.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
    }
}
