package dev.figment.core.plugin.link;

import org.jspecify.annotations.Nullable;

/**
 * What one class of a plugin needs of another class.
 *
 * @param owner the other class, by its internal name
 * @param member the method's or field's name; null for the class itself
 * @param descriptor the member's types; empty for a class
 * @param kind how it is used
 */
record Reference(String owner, @Nullable String member, String descriptor, Kind kind) {
    /** How a class or member is used. */
    enum Kind {
        TYPE,
        SUPERCLASS,
        INTERFACE,
        STATIC_METHOD,
        METHOD,
        STATIC_FIELD,
        FIELD;

        boolean isMethod() {
            return this == STATIC_METHOD || this == METHOD;
        }

        boolean isStatic() {
            return this == STATIC_METHOD || this == STATIC_FIELD;
        }
    }

    static Reference toType(String owner, Kind kind) {
        return new Reference(owner, null, "", kind);
    }
}
