package dev.figment.core.data;

import dev.figment.api.ElementType;
import dev.figment.api.Series;
import dev.figment.api.Tensor;
import dev.figment.api.data.Dataset;
import dev.figment.api.data.SeriesFormat;
import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Windows of the series in CSV files, which are held in memory. */
final class SeriesFiles implements Dataset<Series> {
    /** Rows of a table that windows may lie in. */
    private record Stretch(SeriesTable table, int from, int to) {}

    private final String name;
    private final List<Path> files;
    private final SeriesFormat format;
    private final List<Stretch> stretches = new ArrayList<>();
    private final Windows windows;
    private final int channels;

    SeriesFiles(String name, List<Path> files, SeriesFormat format) {
        this.name = name;
        this.files = files;
        this.format = format;
        List<String> columns = List.of();
        int longest = 0;
        for (Path file : files) {
            CsvTable csv = CsvTable.read(file);
            List<String> found = SeriesTable.channels(csv, format);
            if (!columns.isEmpty() && !columns.equals(found)) {
                throw FigmentException.user(Problem.of(
                                "columns-differ",
                                file.toString(),
                                "this file has the columns " + found + ", and " + files.get(0) + " has " + columns)
                        .fix("name the ones to take with 'columns', and those of time and label"));
            }
            columns = found;
            longest = Math.max(longest, add(SeriesTable.of(csv, format)));
        }
        this.channels = columns.size();
        long[] lengths =
                stretches.stream().mapToLong(each -> each.to - each.from).toArray();
        this.windows = new Windows(lengths, format.window(), format.stride());
        if (windows.count() == 0) {
            throw FigmentException.user(Problem.of(
                            "no-window",
                            name,
                            "no stretch without a gap has the " + format.window()
                                    + " rows of a window; the longest has " + longest)
                    .fix("give 'window' a smaller number"));
        }
    }

    /** The rows of the longest stretch. */
    private int add(SeriesTable table) {
        int from = 0;
        int longest = 0;
        List<Integer> ends = new ArrayList<>(table.breaks());
        ends.add(table.values().length);
        for (int end : ends) {
            // A row without values is a stretch of its own: it has none.
            boolean missing = end - from == 1 && hasGap(table.values()[from]);
            if (end > from && !missing) {
                stretches.add(new Stretch(table, from, end));
                longest = Math.max(longest, end - from);
            }
            from = end;
        }
        return longest;
    }

    private static boolean hasGap(float[] row) {
        for (float value : row) {
            if (Float.isNaN(value)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int size() {
        return windows.count();
    }

    @Override
    public Series read(int[] indices) {
        Tensor values = Tensor.allocate(ElementType.FLOAT32, indices.length, format.window(), channels);
        FloatBuffer buffer = values.floats();
        List<Instant> times = new ArrayList<>();
        List<Integer> labels = new ArrayList<>();
        for (int index : indices) {
            Stretch stretch = stretches.get(windows.stretch(index));
            int from = stretch.from + (int) windows.start(index);
            int to = from + format.window();
            boolean labelled = false;
            for (int row = from; row < to; row++) {
                buffer.put(stretch.table.values()[row]);
                labelled |= !format.label().isEmpty() && stretch.table.labels()[row];
            }
            if (!format.time().isEmpty()) {
                times.add(stretch.table.times().get(to - 1));
            }
            if (!format.label().isEmpty()) {
                labels.add(labelled ? 1 : 0);
            }
        }
        return new Series(values, times, labels);
    }

    @Override
    public String digest() {
        return FileDigest.of(files);
    }
}
