package dev.figment.core.anomaly;

import dev.figment.api.Anomalies;
import dev.figment.api.Series;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** What is drawn of a series: for each window its last row, its score, and whether it is flagged and labelled. */
final class Track {
    /** Windows from one to another, both of them in it. */
    record Span(int from, int to) {}

    private double[] times = new double[1024];
    private float[] scores = new float[1024];
    private float[][] rows = new float[1024][];
    private final BitSet flagged = new BitSet();
    private final BitSet labelled = new BitSet();
    private int size;
    private List<String> names = List.of();
    private String score = "";
    private double threshold = Double.NaN;
    private boolean timed;

    void add(double time, float[] row, float value, boolean flag, boolean label) {
        if (size == times.length) {
            times = Arrays.copyOf(times, 2 * size);
            scores = Arrays.copyOf(scores, 2 * size);
            rows = Arrays.copyOf(rows, 2 * size);
        }
        times[size] = time;
        rows[size] = row;
        scores[size] = value;
        flagged.set(size, flag);
        labelled.set(size, label);
        size++;
    }

    /** What all windows have in common. */
    void describe(Anomalies batch) {
        Series windows = batch.windows();
        names = IntStream.range(0, windows.channels())
                .mapToObj(channel -> ScoreRows.name(windows, channel))
                .toList();
        score = batch.deciding().name();
        threshold = batch.deciding().threshold();
        timed = !windows.timestamps().isEmpty();
    }

    /** The channels' names. */
    List<String> names() {
        return names;
    }

    int size() {
        return size;
    }

    /** Seconds since 1970, or the window's index. */
    double time(int window) {
        return times[window];
    }

    double value(int window, int channel) {
        return rows[window][channel];
    }

    double score(int window) {
        return scores[window];
    }

    /** Scores in rising order. */
    double[] sortedScores() {
        double[] sorted = new double[size];
        Arrays.setAll(sorted, i -> scores[i]);
        Arrays.sort(sorted);
        return sorted;
    }

    List<Span> flagged() {
        return spans(flagged::get);
    }

    List<Span> labelled() {
        return spans(labelled::get);
    }

    private List<Span> spans(IntPredicate within) {
        List<Span> spans = new ArrayList<>();
        int begun = -1;
        for (int i = 0; i <= size; i++) {
            boolean now = i < size && within.test(i);
            if (now && begun < 0) {
                begun = i;
            } else if (!now && begun >= 0) {
                spans.add(new Span(begun, i - 1));
                begun = -1;
            }
        }
        return spans;
    }

    String scoreName() {
        return score;
    }

    double threshold() {
        return threshold;
    }

    boolean isTimed() {
        return timed;
    }
}
