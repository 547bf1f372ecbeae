package dev.figment.core.data;

import dev.figment.api.Records;
import dev.figment.api.data.Dataset;
import dev.figment.api.data.RecordFormat;
import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The objects of JSON files, all in memory. */
final class RecordFiles implements Dataset<Records> {
    private final String name;
    private final List<Path> files;
    private final List<Map<String, String>> rows = new ArrayList<>();

    RecordFiles(String name, List<Path> files, RecordFormat format) {
        this.name = name;
        this.files = files;
        files.forEach(file -> rows.addAll(JsonRecords.read(file, format.required())));
        if (rows.isEmpty()) {
            throw FigmentException.user(Problem.of("no-records", name, "there is no object in it"));
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int size() {
        return rows.size();
    }

    @Override
    public Records read(int[] indices) {
        List<Map<String, String>> read = new ArrayList<>(indices.length);
        for (int index : indices) {
            read.add(rows.get(index));
        }
        return new Records(read);
    }

    @Override
    public String digest() {
        return FileDigest.of(files);
    }
}
