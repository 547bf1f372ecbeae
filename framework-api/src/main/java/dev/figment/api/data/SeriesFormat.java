package dev.figment.api.data;

import dev.figment.api.Series;
import java.util.List;

/**
 * Windows of time series, from CSV files (RFC 4180) that begin with the names of their columns. A window lies within one
 * file. Its label is 1 if that of any of its rows is not 0.
 *
 * @param window rows in a window
 * @param stride rows from the start of a window to that of the next
 * @param columns the names of the channels, in this order; empty for all that are neither time nor label
 * @param time the name of the column of times: ISO 8601 (without a zone in UTC), or seconds since 1970; empty if there
 *     is none
 * @param label the name of the column of labels, 0 or 1; empty if there is none
 * @param gaps what is done where rows are missing
 */
public record SeriesFormat(int window, int stride, List<String> columns, String time, String label, Gaps gaps)
        implements DataFormat<Series> {
    /**
     * What is done where time does not go on evenly (the next row is more than one and a half times the usual interval
     * away, or not later at all) and where a value is missing or no finite number.
     */
    public enum Gaps {
        /** It is an error, which names the row. */
        REFUSE,
        /** No window reaches over it. */
        SPLIT,
        /** Times are passed on as they are; a missing value is an error. */
        IGNORE
    }

    public SeriesFormat {
        if (window < 1 || stride < 1) {
            throw new IllegalArgumentException(
                    "window and stride must be at least 1, not " + window + " and " + stride);
        }
        columns = List.copyOf(columns);
    }
}
