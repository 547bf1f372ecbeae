package dev.figment.core.data;

import dev.figment.api.data.SeriesFormat;
import dev.figment.api.data.SeriesFormat.Gaps;
import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * The rows of one CSV file as numbers.
 *
 * @param values of [rows, channels]
 * @param times one for each row, or empty
 * @param labels one for each row, or empty
 * @param breaks the rows, in order, before which a window must end; a row whose values are missing is one, and so is the
 *     row after it
 */
record SeriesTable(float[][] values, List<Instant> times, boolean[] labels, List<Integer> breaks) {
    static SeriesTable of(CsvTable csv, SeriesFormat format) {
        int[] channels = channels(csv, format).stream().mapToInt(csv::column).toArray();
        List<Instant> times = times(csv, format);
        List<Integer> breaks = new ArrayList<>(breaksInTime(csv, times, format.gaps()));
        float[][] values = new float[csv.rows().size()][channels.length];
        for (int row = 0; row < values.length; row++) {
            for (int i = 0; i < channels.length; i++) {
                values[row][i] = value(csv, row, channels[i], format.gaps());
                if (Float.isNaN(values[row][i])) {
                    breaks.add(row);
                    breaks.add(row + 1);
                }
            }
        }
        return new SeriesTable(
                values,
                times,
                labels(csv, format),
                breaks.stream().distinct().sorted().toList());
    }

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

    /** Not-a-number where it is missing and may be. */
    private static float value(CsvTable csv, int row, int column, Gaps gaps) {
        String text = csv.rows().get(row).get(column).strip();
        boolean missing = text.isEmpty() || text.equalsIgnoreCase("nan") || text.equalsIgnoreCase("na");
        float value = Float.NaN;
        if (!missing) {
            try {
                value = Float.parseFloat(text);
            } catch (NumberFormatException e) {
                throw FigmentException.user(
                        Problem.of("no-number", csv.where(row), quoted(csv, column, text) + " is no number")
                                .fix("put it right, or name the columns of values with 'columns' and that of times with"
                                        + " 'time'"),
                        e);
            }
        }
        if (!Float.isFinite(value) && (gaps != Gaps.SPLIT || !missing)) {
            throw FigmentException.user(Problem.of(
                            "not-finite",
                            csv.where(row),
                            quoted(csv, column, text) + (missing ? " is missing" : " is no finite number"))
                    .fix(
                            missing
                                    ? "with 'gaps: split' no window reaches over missing values"
                                    : "leave it empty where the value is not known, and set 'gaps: split'"));
        }
        return value;
    }

    private static String quoted(CsvTable csv, int column, String text) {
        return "'" + csv.columns().get(column) + "'" + (text.isEmpty() ? "" : " '" + text + "'");
    }

    private static List<Instant> times(CsvTable csv, SeriesFormat format) {
        if (format.time().isEmpty()) {
            return List.of();
        }
        int column = csv.column(format.time());
        List<Instant> times = new ArrayList<>();
        for (int row = 0; row < csv.rows().size(); row++) {
            String text = csv.rows().get(row).get(column);
            int at = row;
            times.add(Times.parse(text)
                    .orElseThrow(() -> FigmentException.user(
                            Problem.of("no-time", csv.where(at), quoted(csv, column, text) + " is no time")
                                    .fix("write times as 2024-03-01T12:00:00Z, or as seconds since 1970"))));
        }
        return List.copyOf(times);
    }

    private static List<Integer> breaksInTime(CsvTable csv, List<Instant> times, Gaps gaps) {
        if (times.size() < 2 || gaps == Gaps.IGNORE) {
            return List.of();
        }
        Duration[] steps = IntStream.range(1, times.size())
                .mapToObj(row -> Duration.between(times.get(row - 1), times.get(row)))
                .toArray(Duration[]::new);
        Duration[] sorted = steps.clone();
        Arrays.sort(sorted);
        Duration usual = sorted[(sorted.length - 1) / 2];
        List<Integer> breaks = new ArrayList<>();
        for (int row = 1; row < times.size(); row++) {
            Duration step = steps[row - 1];
            boolean backwards = step.isNegative() || step.isZero();
            if (backwards || step.multipliedBy(2).compareTo(usual.multipliedBy(3)) > 0) {
                if (gaps == Gaps.REFUSE) {
                    throw uneven(csv, row, times, backwards, usual);
                }
                breaks.add(row);
            }
        }
        return breaks;
    }

    private static FigmentException uneven(
            CsvTable csv, int row, List<Instant> times, boolean backwards, Duration usual) {
        String problem = backwards
                ? times.get(row) + " is not later than " + times.get(row - 1) + " in the row before"
                : "rows are missing: " + times.get(row - 1) + " is followed by " + times.get(row)
                        + ", and usually by one "
                        + usual.toString().substring(2).toLowerCase(Locale.ROOT) + " later";
        return FigmentException.user(Problem.of(backwards ? "unsorted-times" : "gap", csv.where(row), problem)
                .fix((backwards ? "sort the rows by time, or " : "")
                        + "set 'gaps: split', and no window reaches over it, or 'gaps: ignore'"));
    }

    private static boolean[] labels(CsvTable csv, SeriesFormat format) {
        if (format.label().isEmpty()) {
            return new boolean[0];
        }
        int column = csv.column(format.label());
        boolean[] labels = new boolean[csv.rows().size()];
        for (int row = 0; row < labels.length; row++) {
            String text = csv.rows().get(row).get(column).strip();
            labels[row] = switch (text.toLowerCase(Locale.ROOT)) {
                case "1", "1.0", "true" -> true;
                case "0", "0.0", "false" -> false;
                default ->
                    throw FigmentException.user(
                            Problem.of("bad-label", csv.where(row), quoted(csv, column, text) + " is no label")
                                    .fix("labels are 0 and 1"));
            };
        }
        return labels;
    }
}
