package dev.figment.core.data;

import dev.figment.api.Attributed;
import dev.figment.api.Images;
import dev.figment.api.Records;
import dev.figment.api.data.AttributeFormat;
import dev.figment.api.data.Dataset;
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

/** The images that a table names, in its order, each with its row's attributes. */
final class AttributeFiles implements Dataset<Attributed<Images>> {
    private final Path table;
    private final ImageFiles images;
    private final List<Map<String, String>> attributes;

    private AttributeFiles(Path table, ImageFiles images, List<Map<String, String>> attributes) {
        this.table = table;
        this.images = images;
        this.attributes = attributes;
    }

    /**
     * @throws FigmentException if a column is not there, a row lacks an attribute, or names a file that is not there or
     *     that another row has named
     */
    static AttributeFiles read(String name, Path table, AttributeFormat format, Memory memory) {
        CsvTable csv = CsvTable.read(table);
        int named = csv.column(format.files());
        Map<String, Integer> columns = new LinkedHashMap<>();
        format.columns().forEach(column -> columns.put(column, csv.column(column)));
        List<Path> files = new ArrayList<>();
        List<Map<String, String>> attributes = new ArrayList<>();
        Map<Path, String> seen = new HashMap<>();
        for (int row = 0; row < csv.rows().size(); row++) {
            Path file = file(csv, row, named, format.files());
            String before = seen.putIfAbsent(file, csv.where(row));
            if (before != null) {
                throw FigmentException.user(Problem.of(
                                "two-of-a-name",
                                csv.where(row),
                                "'" + csv.field(row, named) + "' has its attributes at " + before + " already")
                        .fix("remove one of these rows"));
            }
            files.add(file);
            attributes.add(fields(csv, row, columns));
        }
        return new AttributeFiles(table, new ImageFiles(name, files, format.images(), memory), attributes);
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

    private static Map<String, String> fields(CsvTable csv, int row, Map<String, Integer> columns) {
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

    @Override
    public String name() {
        return images.name();
    }

    @Override
    public int size() {
        return attributes.size();
    }

    @Override
    public Attributed<Images> read(int[] indices) {
        List<Map<String, String>> rows = new ArrayList<>(indices.length);
        for (int index : indices) {
            rows.add(attributes.get(index));
        }
        return new Attributed<>(images.read(indices), new Records(rows));
    }

    /** Of the images, and of the table. */
    @Override
    public String digest() {
        return images.digest() + ",attributes:" + FileDigest.of(List.of(table));
    }
}
