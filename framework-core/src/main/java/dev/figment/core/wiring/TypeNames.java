package dev.figment.core.wiring;

import com.google.inject.TypeLiteral;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Types in words for messages: {@code Encoder of Images}. */
final class TypeNames {
    private TypeNames() {}

    /** With its article: {@code an Encoder of Images}. */
    static String with(Type type) {
        String name = of(type);
        return ("AEIOU".indexOf(name.charAt(0)) >= 0 ? "an " : "a ") + name;
    }

    static String of(Type type) {
        String raw = TypeLiteral.get(type).getRawType().getSimpleName();
        if (type instanceof ParameterizedType parameterized) {
            String arguments = Arrays.stream(parameterized.getActualTypeArguments())
                    .filter(argument -> !(argument instanceof TypeVariable))
                    .map(TypeNames::of)
                    .collect(Collectors.joining(" and "));
            return arguments.isEmpty() ? raw : raw + " of " + arguments;
        }
        return raw;
    }
}
