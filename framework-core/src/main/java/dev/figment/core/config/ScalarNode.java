package dev.figment.core.config;

import java.util.regex.Pattern;

/**
 * A scalar.
 *
 * @param text as written, without quotes
 * @param kind what YAML takes it for
 */
public record ScalarNode(Mark mark, String text, Kind kind) implements Node {
    private static final int MOST_SHOWN = 60;
    private static final Pattern NULL_TEXT = Pattern.compile("|~|null|Null|NULL");
    private static final Pattern BOOLEAN_TEXT = Pattern.compile("true|True|TRUE|false|False|FALSE");
    private static final Pattern WHOLE_TEXT = Pattern.compile("[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+");
    private static final Pattern REAL_TEXT = Pattern.compile(
            "[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?" + "|[-+]?\\.(inf|Inf|INF)|\\.(nan|NaN|NAN)");

    /** The scalar types of the YAML 1.2 core schema. */
    public enum Kind {
        TEXT,
        WHOLE,
        REAL,
        BOOLEAN,
        NULL,
        /** Could not be read, which has been reported. */
        BROKEN;

        /** What YAML takes a plain (unquoted) scalar for: YAML 1.2.2, section 10.3.2. */
        static Kind ofPlain(String text) {
            if (NULL_TEXT.matcher(text).matches()) {
                return NULL;
            }
            if (BOOLEAN_TEXT.matcher(text).matches()) {
                return BOOLEAN;
            }
            if (WHOLE_TEXT.matcher(text).matches()) {
                return WHOLE;
            }
            return REAL_TEXT.matcher(text).matches() ? REAL : TEXT;
        }
    }

    @Override
    public String described() {
        if (kind == Kind.NULL) {
            return "null";
        }
        return text.length() <= MOST_SHOWN ? "'" + text + "'" : "'" + text.substring(0, MOST_SHOWN) + "…'";
    }
}
