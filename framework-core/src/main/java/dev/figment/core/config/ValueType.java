package dev.figment.core.config;

import java.util.Map;
import java.util.Optional;

/** What the value of a config key must be: the one description that the binder and the schema share. */
sealed interface ValueType {
    /** What is asked for, in words: {@code a whole number}. */
    String described();

    /** Any scalar, as written. */
    record Text() implements ValueType {
        @Override
        public String described() {
            return "text";
        }
    }

    /**
     * An integer.
     *
     * @param least inclusive
     * @param most inclusive
     */
    record Whole(long least, long most) implements ValueType {
        @Override
        public String described() {
            return "a whole number";
        }
    }

    /**
     * A finite number.
     *
     * @param single whether it must fit a float
     */
    record Real(boolean single) implements ValueType {
        @Override
        public String described() {
            return "a number";
        }
    }

    /** True or false. */
    record Flag() implements ValueType {
        @Override
        public String described() {
            return "true or false";
        }
    }

    /**
     * One of an enum's constants.
     *
     * @param constants by name in kebab-case, in the order declared
     */
    record Choice(Map<String, Object> constants) implements ValueType {
        @Override
        public String described() {
            return "one of " + String.join(", ", constants.keySet());
        }
    }

    /** A list of values of one type. */
    record ListOf(ValueType item) implements ValueType {
        @Override
        public String described() {
            return "a list";
        }
    }

    /** A map from free names to values of one type. */
    record MapOf(ValueType value) implements ValueType {
        @Override
        public String described() {
            return "a map";
        }
    }

    /** A record; its shape is looked up when it is needed, since a record may hold itself. */
    record Nested(Class<? extends Record> type) implements ValueType {
        RecordShape shape() {
            return RecordShape.of(type);
        }

        @Override
        public String described() {
            return "a map";
        }
    }

    /**
     * One of several records, which the key {@code use} names.
     *
     * @param type the sealed interface that they implement
     * @param description of the interface; may be empty
     * @param records by name, in the order in which the interface permits them
     * @param byDefault which is meant where {@code use} is left out
     */
    record OneOf(
            Class<?> type, String description, Map<String, Class<? extends Record>> records, Optional<String> byDefault)
            implements ValueType {
        /** The record of a name, if there is one. */
        Optional<RecordShape> shape(String name) {
            return Optional.ofNullable(records.get(name)).map(RecordShape::of);
        }

        @Override
        public String described() {
            return "a map whose 'use' is one of " + String.join(", ", records.keySet());
        }
    }

    /** A scalar that stands for something else. */
    enum Reference implements ValueType {
        COMPONENT("the name of a component"),
        INPUT_PATH("the path of a file or folder to read"),
        OUTPUT_PATH("the path of a file or folder to write"),
        DATA("data:NAME/SPLIT, or the path of a file or folder"),
        MODEL("zoo:NAME, hf:OWNER/REPO@REVISION, an address, or the path of a model's folder"),
        DEVICE("auto, cpu, cuda or cuda:N");

        private final String described;

        Reference(String described) {
            this.described = described;
        }

        @Override
        public String described() {
            return described;
        }
    }
}
