package dev.figment.api.data;

import dev.figment.api.Series;
import dev.figment.api.config.DataRef;
import dev.figment.api.config.Default;
import dev.figment.api.config.Description;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Windows of time series, from CSV files (RFC 4180) that begin with the names of their columns. A window lies within one
 * file. Its time and its label are those of its last row. It is the key {@code series} of configs as well.
 *
 * @param window rows in a window
 * @param stride rows from the start of a window to that of the next
 * @param columns the names of the channels, in this order; empty for all that are neither time nor label
 * @param time the name of the column of times: ISO 8601 (without a zone in UTC), or seconds since 1970; null if there is none
 * @param label the name of the column of labels, 0 or 1; null if there is none
 * @param labels JSON that says from when to when there is something unusual; null if there is none
 * @param gaps what is done where rows are missing
 * @param after the share of each file's rows, in [0, 1], that is passed over
 * @param until the share of each file's rows that is read, with what is passed over
 * @param unlabelled whether windows with a labelled row are left out
 */
@Description("CSV files whose first row names the columns, in windows of so many rows")
public record SeriesFormat(
        @Description("Rows in a window") int window,

        @Description("Rows from the start of a window to that of the next") @Default("1")
        int stride,

        @Description("Names of the columns of values; empty for all that are neither time nor label") @Default("[]")
        List<String> columns,

        @Description("Name of the column of times, in ISO 8601 or seconds since 1970; without it, there is none")
        @Nullable
        String time,

        @Description("Name of the column of labels, 0 or 1; without it, there is none") @Nullable
        String label,

        @Description(
                "A JSON file of spans of time that are labelled 1, the rest 0: a list of pairs [from, to], or an object"
                        + " of such lists by the names of the files that they are about")
        @Nullable
        DataRef labels,

        @Description("Where rows or values are missing, or times do not rise: refuse makes it an error, split lets"
                + " no window reach over it, ignore takes the rows as they stand")
        @Default("refuse")
        Gaps gaps,

        @Description("The share of each file's rows that is passed over, from 0 to 1") @Default("0")
        double after,

        @Description("The share of each file's rows after which nothing is read, from 0 to 1") @Default("1")
        double until,

        @Description("Whether windows are left out that have a row with the label 1") @Default("false")
        boolean unlabelled)
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
        require(window >= 1, "window must be at least 1");
        require(stride >= 1, "stride must be at least 1");
        require(label == null || labels == null, "label and labels exclude each other");
        require(labels == null || time != null, "labels are spans of time; give 'time', too");
        require(after >= 0 && after < until && until <= 1, "after and until must be from 0 to 1, after the lesser");
        require(!unlabelled || label != null || labels != null, "unlabelled needs label or labels");
        columns = List.copyOf(columns);
    }

    /** Windows one row apart over all columns and rows, without times and labels; gaps are refused. */
    public static SeriesFormat of(int window) {
        return new SeriesFormat(window, 1, List.of(), null, null, null, Gaps.REFUSE, 0, 1, false);
    }

    /** With times of a column, and that done about gaps. */
    public SeriesFormat timed(String column, Gaps about) {
        return new SeriesFormat(window, stride, columns, column, label, labels, about, after, until, unlabelled);
    }

    /** Whether windows have labels. */
    public boolean isLabelled() {
        return label != null || labels != null;
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }
}
