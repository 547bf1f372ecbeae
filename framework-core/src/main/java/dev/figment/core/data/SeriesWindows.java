package dev.figment.core.data;

import dev.figment.api.ElementType;
import dev.figment.api.Series;
import dev.figment.api.Tensor;
import dev.figment.api.data.SeriesFormat;
import dev.figment.core.data.SeriesRows.Row;
import java.nio.FloatBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Rows in windows become a batch. */
final class SeriesWindows {
    private SeriesWindows() {}

    /**
     * @param windows each of as many rows as the format says; its time and its label are those of the last one
     * @param columns the channels' names
     */
    static Series of(List<List<Row>> windows, SeriesFormat format, List<String> columns) {
        Tensor values = Tensor.allocate(ElementType.FLOAT32, windows.size(), format.window(), columns.size());
        FloatBuffer buffer = values.floats();
        List<Instant> times = new ArrayList<>();
        List<Integer> labels = new ArrayList<>();
        for (List<Row> window : windows) {
            window.forEach(row -> buffer.put(row.values()));
            Row last = window.get(window.size() - 1);
            Instant time = last.time();
            if (time != null) {
                times.add(time);
            }
            if (format.isLabelled()) {
                labels.add(last.label() ? 1 : 0);
            }
        }
        return new Series(values, times, labels, columns);
    }
}
