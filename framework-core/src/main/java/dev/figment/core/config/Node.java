package dev.figment.core.config;

/** A part of a config as written: a scalar, a list or a map. */
public sealed interface Node permits ScalarNode, ListNode, MapNode {
    /** Where it begins. */
    Mark mark();

    /** What it is, for messages: {@code 'abc'}, {@code a list}, {@code a map}. */
    String described();

    /** Whether it is left empty or written as {@code null}, which asks for the default. */
    default boolean isNull() {
        return this instanceof ScalarNode scalar && scalar.kind() == ScalarNode.Kind.NULL;
    }

    /** Whether it could not be read; that has been reported, so it is best passed over. */
    default boolean isBroken() {
        return this instanceof ScalarNode scalar && scalar.kind() == ScalarNode.Kind.BROKEN;
    }
}
