package dev.figment.core.data;

import dev.figment.api.Series;
import dev.figment.api.data.Dataset;
import dev.figment.api.data.SeriesFormat;
import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import dev.figment.core.data.LabelledSpans.Span;
import dev.figment.core.data.SeriesRows.Row;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Windows of the series in CSV files, which are held in memory. */
final class SeriesFiles implements Dataset<Series> {
    private final String name;
    private final List<Path> files;
    private final SeriesFormat format;
    private final List<List<Row>> stretches = new ArrayList<>();
    private final Windows windows;
    private final List<String> columns;

    /**
     * @param labels spans that are labelled; empty where the format has none
     */
    SeriesFiles(String name, List<Path> files, SeriesFormat format, Optional<LabelledSpans> labels) {
        this.name = name;
        this.files = files;
        this.format = format;
        List<String> known = List.of();
        for (Path file : files) {
            CsvTable csv = CsvTable.read(file);
            List<String> found = SeriesRows.channels(csv, format);
            if (!known.isEmpty() && !known.equals(found)) {
                throw FigmentException.user(Problem.of(
                                "columns-differ",
                                file.toString(),
                                "this file has the columns " + found + ", and " + files.get(0) + " has " + known)
                        .fix("name the ones to take with 'columns', and those of time and label"));
            }
            known = found;
            List<Span> spans = labels.map(all -> all.of(file)).orElse(List.of());
            SeriesTable table = SeriesTable.of(csv, format, spans);
            requireWithin(file, table, spans);
            add(table);
        }
        this.columns = known;
        long[] lengths = stretches.stream().mapToLong(List::size).toArray();
        this.windows = new Windows(lengths, format.window(), format.stride());
        if (windows.count() == 0) {
            int longest = stretches.stream().mapToInt(List::size).max().orElse(0);
            throw FigmentException.user(Problem.of(
                            "no-window",
                            name,
                            "no stretch without a gap has the " + format.window()
                                    + " rows of a window; the longest has " + longest)
                    .fix("give 'window' a smaller number"));
        }
    }

    /** Labels of another series are no labels. */
    private static void requireWithin(Path file, SeriesTable table, List<Span> spans) {
        List<Row> rows = table.rows();
        for (Span span : spans) {
            if (rows.stream().allMatch(row -> row.time() == null || !span.contains(row.time()))) {
                throw FigmentException.user(Problem.of(
                                "labels-elsewhere",
                                file.toString(),
                                "no row lies in the labelled span from " + span.from() + " to " + span.to()
                                        + "; the rows are from " + rows.get(0).time() + " to "
                                        + rows.get(rows.size() - 1).time())
                        .fix("give the labels of this series"));
            }
        }
    }

    /** The stretches of a table's rows between the breaks, as far as they are read. */
    private void add(SeriesTable table) {
        int count = table.rows().size();
        int end = (int) Math.floor(count * format.until());
        int from = (int) Math.floor(count * format.after());
        List<Integer> ends = new ArrayList<>(table.breaks());
        ends.add(count);
        for (int next : ends) {
            int to = Math.min(next, end);
            if (to > from) {
                List<Row> stretch = table.rows().subList(from, to);
                if (stretch.size() > 1 || !SeriesTable.isLeftOut(stretch.get(0), format)) {
                    stretches.add(stretch);
                }
                from = to;
            }
        }
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
        List<List<Row>> found = new ArrayList<>(indices.length);
        for (int index : indices) {
            int from = (int) windows.start(index);
            found.add(stretches.get(windows.stretch(index)).subList(from, from + format.window()));
        }
        return SeriesWindows.of(found, format, columns);
    }

    @Override
    public String digest() {
        return FileDigest.of(files);
    }
}
