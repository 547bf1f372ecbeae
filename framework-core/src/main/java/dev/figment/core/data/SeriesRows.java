package dev.figment.core.data;

import dev.figment.api.data.SeriesFormat;
import dev.figment.api.data.SeriesFormat.Gaps;
import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Turns rows of text into numbers, a time and a label. */
final class SeriesRows {
    /**
     * A row.
     *
     * @param values one for each channel; all are numbers unless something is missing, which is not-a-number
     * @param time null where there is no column of times
     * @param label false where there is no column of labels
     */
    record Row(float[] values, @Nullable Instant time, boolean label) {
        boolean hasGap() {
            for (float value : values) {
                if (Float.isNaN(value)) {
                    return true;
                }
            }
            return false;
        }
    }

    private final List<String> names;
    private final SeriesFormat format;
    private final int[] channels;
    private final int time;
    private final int label;

    /**
     * @throws FigmentException if there is no such column, or none of values
     */
    SeriesRows(CsvTable csv, SeriesFormat format) {
        this.names = csv.columns();
        this.format = format;
        this.channels = channels(csv, format).stream().mapToInt(csv::column).toArray();
        this.time = format.time() == null ? -1 : csv.column(format.time());
        this.label = format.label() == null ? -1 : csv.column(format.label());
    }

    /** The names of the columns of values. */
    static List<String> channels(CsvTable csv, SeriesFormat format) {
        List<String> columns = format.columns().isEmpty()
                ? csv.columns().stream()
                        .filter(column -> !column.equals(format.time()) && !column.equals(format.label()))
                        .toList()
                : format.columns();
        if (columns.isEmpty()) {
            throw FigmentException.user(Problem.of(
                    "no-column", csv.file().toString(), "there is no column of values beside those of time and label"));
        }
        return columns;
    }

    /**
     * @param where the file and the line, for messages
     * @throws FigmentException if something in it is not what it has to be
     */
    Row read(List<String> fields, String where) {
        float[] values = new float[channels.length];
        for (int i = 0; i < channels.length; i++) {
            values[i] = value(fields.get(channels[i]).strip(), where, channels[i]);
        }
        Instant at = time < 0 ? null : time(fields.get(time), where);
        return new Row(values, at, label >= 0 && label(fields.get(label).strip(), where));
    }

    /** Not-a-number where it is missing and may be. */
    private float value(String text, String where, int column) {
        boolean missing = text.isEmpty() || text.equalsIgnoreCase("nan") || text.equalsIgnoreCase("na");
        float value = Float.NaN;
        if (!missing) {
            try {
                value = Float.parseFloat(text);
            } catch (NumberFormatException e) {
                throw FigmentException.user(
                        Problem.of("no-number", where, quoted(column, text) + " is no number")
                                .fix("put it right, or name the columns of values with 'columns' and that of times with"
                                        + " 'time'"),
                        e);
            }
        }
        if (!Float.isFinite(value) && (format.gaps() != Gaps.SPLIT || !missing)) {
            throw FigmentException.user(Problem.of(
                            "not-finite",
                            where,
                            quoted(column, text) + (missing ? " is missing" : " is no finite number"))
                    .fix(
                            missing
                                    ? "with 'gaps: split' no window reaches over missing values"
                                    : "leave it empty where the value is not known, and set 'gaps: split'"));
        }
        return value;
    }

    private Instant time(String text, String where) {
        return Times.parse(text)
                .orElseThrow(() ->
                        FigmentException.user(Problem.of("no-time", where, quoted(time, text) + " is no time")
                                .fix("write times as 2024-03-01T12:00:00Z, or as seconds since 1970")));
    }

    private boolean label(String text, String where) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "1", "1.0", "true" -> true;
            case "0", "0.0", "false" -> false;
            default ->
                throw FigmentException.user(Problem.of("bad-label", where, quoted(label, text) + " is no label")
                        .fix("labels are 0 and 1"));
        };
    }

    private String quoted(int column, String text) {
        return "'" + names.get(column) + "'" + (text.isEmpty() ? "" : " '" + text + "'");
    }
}
