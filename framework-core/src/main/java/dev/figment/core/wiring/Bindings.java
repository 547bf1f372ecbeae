package dev.figment.core.wiring;

import com.google.inject.TypeLiteral;
import com.google.inject.util.Types;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the type variables of one step's class stand for, found by matching types against each other. */
final class Bindings {
    private final Map<TypeVariable<?>, Type> bound = new HashMap<>();

    /**
     * Matches a declared type, which may hold variables, with the type that is given for it. Variables that are still
     * free become bound where the given type is within their bounds.
     *
     * @return whether the given type can stand where the declared one is asked for
     */
    boolean match(Type declared, TypeLiteral<?> given) {
        if (declared instanceof TypeVariable<?> variable) {
            return matchVariable(variable, given);
        }
        if (declared instanceof ParameterizedType parameterized) {
            Class<?> raw = (Class<?>) parameterized.getRawType();
            if (!raw.isAssignableFrom(given.getRawType())) {
                return false;
            }
            Type seen = given.getSupertype(raw).getType();
            return !(seen instanceof ParameterizedType actual)
                    || matchAll(parameterized.getActualTypeArguments(), actual.getActualTypeArguments());
        }
        if (declared instanceof WildcardType wildcard) {
            return match(wildcard.getUpperBounds()[0], given);
        }
        return declared instanceof Class<?> raw && raw.isAssignableFrom(given.getRawType());
    }

    private boolean matchAll(Type[] declared, Type[] given) {
        for (int i = 0; i < declared.length; i++) {
            if (!match(declared[i], TypeLiteral.get(given[i]))) {
                return false;
            }
        }
        return true;
    }

    private boolean matchVariable(TypeVariable<?> variable, TypeLiteral<?> given) {
        Type already = bound.get(variable);
        if (already != null) {
            return TypeLiteral.get(already).getRawType().isAssignableFrom(given.getRawType());
        }
        for (Type bound : variable.getBounds()) {
            if (!TypeLiteral.get(bound).getRawType().isAssignableFrom(given.getRawType())) {
                return false;
            }
        }
        bound.put(variable, given.getType());
        return true;
    }

    /** The type with every bound variable replaced; a variable that is still free becomes its first bound. */
    TypeLiteral<?> resolve(Type type) {
        Type resolved = substitute(type);
        return TypeLiteral.get(resolved == null ? Object.class : resolved);
    }

    private @Nullable Type substitute(Type type) {
        if (type instanceof TypeVariable<?> variable) {
            Type known = bound.get(variable);
            return known != null ? known : substitute(variable.getBounds()[0]);
        }
        if (type instanceof WildcardType wildcard) {
            return substitute(wildcard.getUpperBounds()[0]);
        }
        if (type instanceof ParameterizedType parameterized) {
            Type[] arguments = parameterized.getActualTypeArguments();
            Type[] replaced = new Type[arguments.length];
            for (int i = 0; i < arguments.length; i++) {
                replaced[i] = resolve(arguments[i]).getType();
            }
            Class<?> raw = (Class<?>) parameterized.getRawType();
            return raw.getEnclosingClass() != null && parameterized.getOwnerType() != null
                    ? Types.newParameterizedTypeWithOwner(parameterized.getOwnerType(), raw, replaced)
                    : Types.newParameterizedType(raw, replaced);
        }
        return type;
    }

    /** A class with its own type parameters replaced. */
    TypeLiteral<?> resolveClass(Class<?> type) {
        TypeVariable<?>[] parameters = type.getTypeParameters();
        if (parameters.length == 0) {
            return TypeLiteral.get(type);
        }
        Type[] replaced = new Type[parameters.length];
        for (int i = 0; i < parameters.length; i++) {
            replaced[i] = resolve(parameters[i]).getType();
        }
        return TypeLiteral.get(
                type.getEnclosingClass() != null
                        ? Types.newParameterizedTypeWithOwner(type.getEnclosingClass(), type, replaced)
                        : Types.newParameterizedType(type, replaced));
    }
}
