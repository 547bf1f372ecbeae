package dev.figment.core.data;

import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A CSV file (RFC 4180), or one whose name ends in {@code .tsv}, where tabs separate the fields: its first row names the
 * columns.
 *
 * @param lines the line of the file that each row begins on, from 1
 */
record CsvTable(Path file, List<String> columns, List<List<String>> rows, List<Integer> lines) {
    /**
     * @throws FigmentException if a row has more or fewer fields than there are columns, or a quote does not end
     */
    static CsvTable read(Path file) {
        String text = Utf8.read(file);
        char separator = separator(file);
        List<List<String>> rows = new ArrayList<>();
        List<Integer> lines = new ArrayList<>();
        int line = 1;
        int at = 0;
        while (at < text.length()) {
            List<String> row = new ArrayList<>();
            int begun = at;
            at = row(file, separator, text, at, line, row);
            if (row.size() > 1 || !row.get(0).isBlank()) {
                rows.add(row);
                lines.add(line);
            }
            line += (int)
                    text.substring(begun, at).chars().filter(c -> c == '\n').count();
        }
        if (rows.size() < 2) {
            throw FigmentException.user(
                    Problem.of("no-rows", file.toString(), "this table has no rows below the names of its columns"));
        }
        List<String> columns = rows.remove(0).stream().map(String::strip).toList();
        lines.remove(0);
        CsvTable table = new CsvTable(file, columns, rows, lines);
        table.requireSound();
        return table;
    }

    private void requireSound() {
        Set<String> seen = new HashSet<>();
        for (String column : columns) {
            if (!seen.add(column)) {
                throw FigmentException.user(
                        Problem.of("two-of-a-name", file + ":1", "two columns are called '" + column + "'"));
            }
        }
        for (int row = 0; row < rows.size(); row++) {
            requireFields(rows.get(row), where(row));
        }
    }

    /**
     * @throws FigmentException unless a row has a field for each column
     */
    void requireFields(List<String> row, String where) {
        if (row.size() != columns.size()) {
            throw FigmentException.user(Problem.of(
                            "bad-row",
                            where,
                            "this row has " + row.size() + " fields, and there are " + columns.size() + " columns")
                    .fix(
                            separator(file) == '\t'
                                    ? "fields are separated by tabs; one that holds a tab stands in quotes"
                                    : "fields are separated by commas; one that holds a comma stands in quotes"));
        }
    }

    /** The fields of a row that stands on one line. */
    static List<String> fields(Path file, String text, int line) {
        List<String> fields = new ArrayList<>();
        row(file, separator(file), text, 0, line, fields);
        return fields;
    }

    /** Reads one row. Gives the position after its end. */
    private static int row(Path file, char separator, String text, int from, int line, List<String> row) {
        int at = from;
        StringBuilder field = new StringBuilder();
        boolean quoted = false;
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (quoted) {
                if (c != '"') {
                    field.append(c);
                } else if (at < text.length() && text.charAt(at) == '"') {
                    field.append('"');
                    at++;
                } else {
                    quoted = false;
                }
            } else if (c == '"' && field.isEmpty()) {
                quoted = true;
            } else if (c == separator) {
                row.add(field.toString());
                field.setLength(0);
            } else if (c == '\n') {
                break;
            } else if (c != '\r') {
                field.append(c);
            }
        }
        if (quoted) {
            throw FigmentException.user(
                    Problem.of("open-quote", file + ":" + line, "a quote that begins in this row does not end"));
        }
        row.add(field.toString());
        return at;
    }

    private static char separator(Path file) {
        return String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT).endsWith(".tsv") ? '\t' : ',';
    }

    /** The field of a column, without white space around it. */
    String field(int row, int column) {
        return rows.get(row).get(column).strip();
    }

    String where(int row) {
        return file + ":" + lines.get(row);
    }

    /**
     * The index of a column.
     *
     * @throws FigmentException if there is none of this name; it lists those that there are
     */
    int column(String name) {
        int index = columns.indexOf(name);
        if (index < 0) {
            throw FigmentException.user(Problem.of("no-column", file.toString(), "there is no column '" + name + "'")
                    .suggesting(name, columns));
        }
        return index;
    }
}
