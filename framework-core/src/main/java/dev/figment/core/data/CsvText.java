package dev.figment.core.data;

/** How fields of CSV are written (RFC 4180). */
public final class CsvText {
    private CsvText() {}

    /** A field, in quotes where it needs them. */
    public static String field(String text) {
        boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
