package dev.figment.core.data;

import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A table whose rows name files and say something of each.
 *
 * @param files the column that names the files
 * @param paths the files, one for each row, all of them there
 * @param columns the indices of the columns that are read, by name
 */
record AttributeTable(CsvTable csv, String files, List<Path> paths, Map<String, Integer> columns) {
    /**
     * @param files the column that names files, by their paths from the table's folder
     * @param columns those that are read
     * @throws FigmentException if a column is not there, or a row names a file that is not there or that another row has
     *     named
     */
    static AttributeTable read(Path table, String files, List<String> columns) {
        CsvTable csv = CsvTable.read(table);
        int named = csv.column(files);
        Map<String, Integer> indices = new LinkedHashMap<>();
        columns.forEach(column -> indices.put(column, csv.column(column)));
        List<Path> paths = new ArrayList<>();
        Map<Path, String> seen = new HashMap<>();
        for (int row = 0; row < csv.rows().size(); row++) {
            Path file = file(csv, row, named, files);
            String before = seen.putIfAbsent(file, csv.where(row));
            if (before != null) {
                throw FigmentException.user(Problem.of(
                                "two-of-a-name",
                                csv.where(row),
                                "'" + csv.field(row, named) + "' has its attributes at " + before + " already")
                        .fix("remove one of these rows"));
            }
            paths.add(file);
        }
        return new AttributeTable(csv, files, paths, indices);
    }

    private static Path file(CsvTable csv, int row, int column, String columnName) {
        String text = csv.field(row, column);
        try {
            Path file = csv.file().resolveSibling(text).normalize();
            if (!text.isEmpty() && Files.isRegularFile(file)) {
                return file;
            }
        } catch (InvalidPathException e) {
            throw FigmentException.user(
                    Problem.of("bad-path", csv.where(row), "'" + text + "' is no path: " + e.getReason()), e);
        }
        throw FigmentException.user(Problem.of(
                        "no-such-file",
                        csv.where(row),
                        text.isEmpty() ? "this row names no file" : "there is no file '" + text + "'")
                .fix("the column '" + columnName + "' names files by their paths from the folder of the table"));
    }

    /**
     * What a row says, by column.
     *
     * @throws FigmentException if a field is empty
     */
    Map<String, String> fields(int row) {
        Map<String, String> fields = new LinkedHashMap<>();
        columns.forEach((name, column) -> {
            String value = csv.field(row, column);
            if (value.isEmpty()) {
                throw FigmentException.user(
                        Problem.of("no-label", csv.where(row), "this file has no '" + name + "': the field is empty")
                                .fix("fill it in, or remove the row"));
            }
            fields.put(name, value);
        });
        return fields;
    }

    /**
     * The row of each file.
     *
     * @throws FigmentException if a file has none
     */
    int[] rowsOf(List<Path> wanted) {
        Map<Path, Integer> rows = new HashMap<>();
        for (int row = 0; row < paths.size(); row++) {
            rows.put(key(paths.get(row)), row);
        }
        List<Path> missing =
                wanted.stream().filter(path -> !rows.containsKey(key(path))).toList();
        if (!missing.isEmpty()) {
            throw FigmentException.user(Problem.of(
                            "no-row",
                            csv.file().toString(),
                            "no row names '" + missing.get(0) + "'"
                                    + (missing.size() == 1
                                            ? ""
                                            : ", nor " + (missing.size() - 1) + " more of the " + wanted.size()
                                                    + " images"))
                    .fix("add rows, whose column '" + files
                            + "' names images by their paths from the folder of the table, or name fewer images"));
        }
        return wanted.stream().mapToInt(path -> rows.get(key(path))).toArray();
    }

    private static Path key(Path path) {
        return path.toAbsolutePath().normalize();
    }
}
