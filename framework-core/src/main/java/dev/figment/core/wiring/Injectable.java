package dev.figment.core.wiring;

import dev.figment.api.config.ComponentRef;
import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import dev.figment.api.plugin.Contribution;
import jakarta.inject.Named;
import java.lang.reflect.Constructor;
import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

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
     * The constructor of a contribution.
     *
     * @throws FigmentException if the implementation is not made as {@link Contribution} asks
     */
    static Injectable of(Contribution contribution) {
        Constructor<?>[] constructors = contribution.implementation().getConstructors();
        if (constructors.length != 1) {
            throw unusable(
                    contribution,
                    "its class " + contribution.implementation().getName() + " has " + constructors.length
                            + " public constructors, where there must be one");
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

    /**
     * Checks that the implementation is made as {@link Contribution} asks.
     *
     * @param where the place that asks for it
     * @throws FigmentException if it is not, which is a fault of whoever wrote it
     */
    static void check(Contribution contribution, String where) {
        try {
            for (Reference reference : of(contribution).references()) {
                boolean named = Arrays.stream(contribution.config().getRecordComponents())
                        .anyMatch(component -> component.getType() == ComponentRef.class
                                && kebab(component.getName()).equals(reference.key()));
                if (!named) {
                    throw unusable(
                            contribution,
                            "it takes the component @Named(\"" + reference.key() + "\"), and "
                                    + contribution.config().getName() + " has no ComponentRef of that name");
                }
            }
        } catch (FigmentException e) {
            throw FigmentException.user(e.problems().get(0).at(where));
        }
    }

    private static FigmentException unusable(Contribution contribution, String reason) {
        return FigmentException.user(Problem.of(
                        "bad-contribution",
                        "",
                        "the " + contribution.kind() + " '" + contribution.name() + "' cannot be built: " + reason)
                .fix("report this to whoever wrote the plugin"));
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

    /** The value of a key of type {@link ComponentRef}; empty where it is left out. */
    static Optional<ComponentRef> reference(Map<String, Object> values, String key) {
        return values.get(key) instanceof ComponentRef reference ? Optional.of(reference) : Optional.empty();
    }

    private static String kebab(String camel) {
        return camel.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
    }
}
