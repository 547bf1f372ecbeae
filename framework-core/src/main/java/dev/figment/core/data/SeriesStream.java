package dev.figment.core.data;

import dev.figment.api.Batches;
import dev.figment.api.Series;
import dev.figment.api.data.SeriesFormat;
import dev.figment.api.data.SeriesFormat.Gaps;
import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import dev.figment.core.data.SeriesRows.Row;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * Windows of a series that arrives row by row, as CSV whose first row names the columns; a row stands on one line. Each
 * window is given as soon as its last row is there, together with those that are there already. The usual interval of time
 * is the median of the {@value #KNOWN} before. The input stays open.
 */
public final class SeriesStream implements Batches<Series> {
    private static final Path STANDARD_INPUT = Path.of("standard input");
    private static final int KNOWN = 1000;

    private final BufferedReader in;
    private final SeriesFormat format;
    private final int most;
    private final CsvTable header;
    private final SeriesRows reader;
    private final List<String> columns;
    private final Deque<Row> past = new ArrayDeque<>();
    private final Deque<Duration> steps = new ArrayDeque<>();
    /** The same, in rising order, so that the median need not be sought anew for each row. */
    private final List<Duration> inOrder = new ArrayList<>();

    private final List<List<Row>> ready = new ArrayList<>();
    private @Nullable Instant lastTime;
    private int line = 1;
    private long rowsSinceBreak;
    private boolean ended;

    /**
     * Reads the names of the columns.
     *
     * @param in of UTF-8
     * @param most windows in a batch, at least 1
     * @throws FigmentException if there are none, or not those of the format
     */
    public SeriesStream(InputStream in, SeriesFormat format, int most) {
        this.in = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        this.format = format;
        this.most = most;
        String names = readLine();
        if (names == null) {
            throw FigmentException.user(
                    Problem.of("no-rows", STANDARD_INPUT.toString(), "there are no names of columns in it")
                            .fix("send CSV whose first row names its columns"));
        }
        List<String> all = CsvTable.fields(STANDARD_INPUT, names, line).stream()
                .map(String::strip)
                .toList();
        this.header = new CsvTable(STANDARD_INPUT, all, List.of(), List.of());
        this.reader = new SeriesRows(header, format);
        this.columns = SeriesRows.channels(header, format);
    }

    private @Nullable String readLine() {
        try {
            return in.readLine();
        } catch (IOException e) {
            throw FigmentException.run(Problem.of("unreadable", STANDARD_INPUT.toString(), "cannot be read: " + e), e);
        }
    }

    @Override
    public boolean hasNext() {
        while (!ended && (ready.isEmpty() || (ready.size() < most && isMoreThere()))) {
            String text = readLine();
            ended = text == null;
            line++;
            if (text != null && !text.isBlank()) {
                take(text);
            }
        }
        return !ready.isEmpty();
    }

    private boolean isMoreThere() {
        try {
            return in.ready();
        } catch (IOException e) {
            return false; // Whether it can be read, reading it will tell.
        }
    }

    private void take(String text) {
        String where = STANDARD_INPUT + ":" + line;
        List<String> fields = CsvTable.fields(STANDARD_INPUT, text, line);
        header.requireFields(fields, where);
        Row row = reader.read(fields, where);
        boolean leftOut = SeriesTable.isLeftOut(row, format);
        if (isBreak(row, where) || leftOut) {
            past.clear();
            rowsSinceBreak = 0;
        }
        if (leftOut) {
            return;
        }
        past.add(row);
        rowsSinceBreak++;
        if (past.size() > format.window()) {
            past.remove();
        }
        if (past.size() == format.window() && (rowsSinceBreak - format.window()) % format.stride() == 0) {
            ready.add(List.copyOf(past));
        }
    }

    private boolean isBreak(Row row, String where) {
        Instant before = lastTime;
        Instant now = row.time();
        lastTime = now;
        if (before == null || now == null || format.gaps() == Gaps.IGNORE) {
            return false;
        }
        Duration step = Duration.between(before, now);
        Duration usual = inOrder.isEmpty() ? step : SeriesTable.median(inOrder);
        if (steps.size() == KNOWN) {
            inOrder.remove(Collections.binarySearch(inOrder, steps.remove()));
        }
        steps.add(step);
        int place = Collections.binarySearch(inOrder, step);
        inOrder.add(place < 0 ? -place - 1 : place, step);
        boolean isBreak = SeriesTable.isBreak(before, now, usual);
        if (isBreak && format.gaps() == Gaps.REFUSE) {
            throw SeriesTable.uneven(where, before, now, usual);
        }
        return isBreak;
    }

    @Override
    public Series next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        Series batch = SeriesWindows.of(ready, format, columns);
        ready.clear();
        return batch;
    }

    @Override
    public void close() {}
}
