package dev.figment.core.data;

import dev.figment.api.data.SeriesFormat;
import dev.figment.api.data.SeriesFormat.Gaps;
import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import dev.figment.core.data.SeriesRows.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * The rows of one CSV file as numbers.
 *
 * @param rows all of them
 * @param breaks the rows, in order, before which a window must end; a row that no window may have is one, and so is the row
 *     after it
 */
record SeriesTable(List<Row> rows, List<Integer> breaks) {
    /**
     * @param spans of time that are labelled, beside the rows that a column labels
     */
    static SeriesTable of(CsvTable csv, SeriesFormat format, List<LabelledSpans.Span> spans) {
        SeriesRows reader = new SeriesRows(csv, format);
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < csv.rows().size(); i++) {
            Row row = reader.read(csv.rows().get(i), csv.where(i));
            Instant time = row.time();
            boolean within = time != null && spans.stream().anyMatch(span -> span.contains(time));
            rows.add(within ? new Row(row.values(), time, true) : row);
        }
        TreeSet<Integer> breaks = new TreeSet<>(breaksInTime(csv, rows, format.gaps()));
        for (int i = 0; i < rows.size(); i++) {
            if (isLeftOut(rows.get(i), format)) {
                breaks.add(i);
                breaks.add(i + 1);
            }
        }
        return new SeriesTable(rows, List.copyOf(breaks));
    }

    /** Whether no window may have a row. */
    static boolean isLeftOut(Row row, SeriesFormat format) {
        return row.hasGap() || (format.unlabelled() && row.label());
    }

    private static List<Integer> breaksInTime(CsvTable csv, List<Row> rows, Gaps gaps) {
        List<Instant> times =
                rows.stream().map(Row::time).filter(time -> time != null).toList();
        if (times.size() < 2 || gaps == Gaps.IGNORE) {
            return List.of();
        }
        Duration usual = median(IntStream.range(1, times.size())
                .mapToObj(row -> Duration.between(times.get(row - 1), times.get(row)))
                .sorted()
                .toList());
        List<Integer> breaks = new ArrayList<>();
        for (int row = 1; row < times.size(); row++) {
            if (isBreak(times.get(row - 1), times.get(row), usual)) {
                if (gaps == Gaps.REFUSE) {
                    throw uneven(csv.where(row), times.get(row - 1), times.get(row), usual);
                }
                breaks.add(row);
            }
        }
        return breaks;
    }

    /** The usual interval between rows, of at least one in rising order: of two in the middle the lesser. */
    static Duration median(List<Duration> sorted) {
        return sorted.get((sorted.size() - 1) / 2);
    }

    /** Whether time does not go on from one row to the next as it usually does. */
    static boolean isBreak(Instant before, Instant now, Duration usual) {
        Duration step = Duration.between(before, now);
        return !now.isAfter(before) || step.multipliedBy(2).compareTo(usual.multipliedBy(3)) > 0;
    }

    /** What is said of such a row where that is refused. */
    static FigmentException uneven(String where, Instant before, Instant now, Duration usual) {
        boolean backwards = !now.isAfter(before);
        String problem = backwards
                ? now + " is not later than " + before + " in the row before"
                : "rows are missing: " + before + " is followed by " + now + ", and usually by one "
                        + usual.toString().substring(2).toLowerCase(Locale.ROOT) + " later";
        return FigmentException.user(Problem.of(backwards ? "unsorted-times" : "gap", where, problem)
                .fix((backwards ? "sort the rows by time, or " : "")
                        + "set 'gaps: split', and no window reaches over it, or 'gaps: ignore'"));
    }
}
