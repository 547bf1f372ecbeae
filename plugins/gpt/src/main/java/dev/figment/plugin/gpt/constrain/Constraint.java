package dev.figment.plugin.gpt.constrain;

import dev.figment.api.config.Alternative;
import dev.figment.api.config.Description;
import dev.figment.api.config.InputPath;
import dev.figment.api.error.FigmentException;
import org.apache.lucene.util.automaton.Automaton;

/** A form that a text must have. */
@Description("A form that each continuation must have")
public sealed interface Constraint {
    /**
     * All texts of that form, as sequences of code points.
     *
     * @throws FigmentException if it is not written as it should be
     */
    Automaton language();

    /** What to call it in errors. */
    String where();

    /** A regular expression. */
    @Alternative("regex")
    @Description("The whole continuation matches a regular expression")
    record Regex(
            @Description("Literals, ., [a-z], [^a], \\d \\w \\s, ( ), |, ?, *, + and {n,m}; groups capture nothing, and"
                    + " there is no looking around")
            String pattern)
            implements Constraint {
        @Override
        public Automaton language() {
            return RegularExpressions.language(pattern, where());
        }

        @Override
        public String where() {
            return "the regular expression '" + pattern + "'";
        }
    }

    /** A JSON schema. */
    @Alternative("json-schema")
    @Description("The continuation is a JSON value that a schema describes")
    record JsonSchema(
            @Description("The schema, a JSON file: type, properties, required, items, minItems, maxItems, minLength,"
                    + " maxLength, pattern, enum, const, anyOf and oneOf")
            InputPath schema)
            implements Constraint {
        @Override
        public Automaton language() {
            return SchemaReader.language(schema.path());
        }

        @Override
        public String where() {
            return schema.toString();
        }
    }
}
