package dev.figment.api;

import java.time.Instant;
import java.util.List;

/**
 * Windows of time series.
 *
 * @param values FLOAT32, shape [samples, time, channels], in the unit of the source
 * @param timestamps the time of each window's last row, or empty
 * @param labels 1 where a window's last row is labelled as unusual, 0 where not; or empty
 * @param columns the channels' names, or empty
 */
public record Series(Tensor values, List<Instant> timestamps, List<Integer> labels, List<String> columns)
        implements Batch {
    public Series {
        Names.requireFloats(values, "values", 3);
        if ((!timestamps.isEmpty() && timestamps.size() != values.dim(0))
                || (!labels.isEmpty() && labels.size() != values.dim(0))) {
            throw new IllegalArgumentException(
                    timestamps.size() + " timestamps and " + labels.size() + " labels for " + values);
        }
        if (!columns.isEmpty() && columns.size() != values.dim(2)) {
            throw new IllegalArgumentException(columns + " for " + values);
        }
        columns = List.copyOf(columns);
        timestamps = List.copyOf(timestamps);
        labels = List.copyOf(labels);
    }

    /** Windows without times, labels and names. */
    public static Series of(Tensor values) {
        return new Series(values, List.of(), List.of(), List.of());
    }

    @Override
    public int size() {
        return (int) values.dim(0);
    }

    /** Rows in a window. */
    public int window() {
        return (int) values.dim(1);
    }

    /** Numbers in a row. */
    public int channels() {
        return (int) values.dim(2);
    }
}
