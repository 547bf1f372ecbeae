package dev.figment.api;

import java.time.Instant;
import java.util.List;

/**
 * Windows of time series.
 *
 * @param values FLOAT32, shape [samples, time, channels], in the unit of the source
 * @param timestamps the time of each window's last row, or empty
 * @param labels 1 where the window is labelled anomalous, 0 where not; or empty
 */
public record Series(Tensor values, List<Instant> timestamps, List<Integer> labels) implements Batch {
    public Series {
        Names.requireFloats(values, "values", 3);
        if ((!timestamps.isEmpty() && timestamps.size() != values.dim(0))
                || (!labels.isEmpty() && labels.size() != values.dim(0))) {
            throw new IllegalArgumentException(
                    timestamps.size() + " timestamps and " + labels.size() + " labels for " + values);
        }
        timestamps = List.copyOf(timestamps);
        labels = List.copyOf(labels);
    }

    @Override
    public int size() {
        return (int) values.dim(0);
    }
}
