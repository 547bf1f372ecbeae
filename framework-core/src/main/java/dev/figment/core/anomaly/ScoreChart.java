package dev.figment.core.anomaly;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.function.IntToDoubleFunction;

/** Panels one below the other, as SVG: one for each channel of a series, and one for a score with its threshold. */
final class ScoreChart {
    private static final int WIDTH = 1000;
    private static final int LEFT = 70;
    private static final int RIGHT = 20;
    private static final int TOP = 50;
    private static final int PANEL = 190;
    private static final int BETWEEN = 26;
    private static final int BOTTOM = 34;
    private static final int COLUMNS = WIDTH - LEFT - RIGHT;
    private static final String FLAGGED = "#d62728";
    private static final String LABELLED = "#1f77b4";

    /** Scores beyond this many thresholds are cut off, unless they are more than a few. */
    private static final double MOST_THRESHOLDS = 4;

    private static final double FEW = 0.98;

    private final Track track;
    private final List<Track.Span> flagged;
    private final List<Track.Span> labelled;
    private final double first;
    private final double last;
    private final StringBuilder svg = new StringBuilder();

    ScoreChart(Track track) {
        this.track = track;
        this.flagged = track.flagged();
        this.labelled = track.labelled();
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < track.size(); i++) {
            low = Math.min(low, track.time(i));
            high = Math.max(high, track.time(i));
        }
        this.first = track.size() == 0 ? 0 : low;
        this.last = high > first ? high : first + 1;
    }

    String svg() {
        int panels = track.names().size() + 1;
        int height = TOP + panels * PANEL + (panels - 1) * BETWEEN + BOTTOM;
        add(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\""
                        + " font-family=\"sans-serif\" font-size=\"13\">",
                WIDTH, height, WIDTH, height);
        add("<rect width=\"%d\" height=\"%d\" fill=\"white\"/>", WIDTH, height);
        legend();
        for (int channel = 0; channel < track.names().size(); channel++) {
            int of = channel;
            panel(
                    channel,
                    track.names().get(channel),
                    i -> track.value(i, of),
                    Range.of(track.size(), i -> track.value(i, of)));
        }
        double[] sorted = track.sortedScores();
        double most = sorted.length == 0
                ? 1
                : Math.min(
                        sorted[sorted.length - 1],
                        Math.max(MOST_THRESHOLDS * track.threshold(), Quantile.of(sorted, FEW)));
        double least = sorted.length == 0 ? 0 : Math.min(sorted[0], track.threshold());
        double room = 0.05 * (Math.max(most, track.threshold()) - least);
        Range range = new Range(least - room, Math.max(most, track.threshold()) + room);
        panel(track.names().size(), track.scoreName(), track::score, range);
        int top = top(track.names().size());
        double y = range.place(track.threshold(), top, PANEL);
        add(
                "<line x1=\"%d\" y1=\"%s\" x2=\"%d\" y2=\"%s\" stroke=\"%s\" stroke-dasharray=\"5 3\"/>",
                LEFT, at(y), WIDTH - RIGHT, at(y), FLAGGED);
        times(height - BOTTOM + 20);
        return svg.append("</svg>\n").toString();
    }

    private static int top(int panel) {
        return TOP + panel * (PANEL + BETWEEN);
    }

    private void legend() {
        add("<rect x=\"%d\" y=\"10\" width=\"14\" height=\"12\" fill=\"%s\" opacity=\"0.35\"/>", LEFT, FLAGGED);
        add("<text x=\"%d\" y=\"21\">flagged</text>", LEFT + 20);
        if (!labelled.isEmpty()) {
            add(
                    "<rect x=\"%d\" y=\"10\" width=\"14\" height=\"12\" fill=\"%s\" opacity=\"0.2\"/>",
                    LEFT + 100, LABELLED);
            add("<text x=\"%d\" y=\"21\">labelled</text>", LEFT + 120);
        }
    }

    private void panel(int index, String name, IntToDoubleFunction values, Range range) {
        int top = top(index);
        bands(labelled, LABELLED, "0.2", top);
        bands(flagged, FLAGGED, "0.35", top);
        for (double tick : range.ticks()) {
            double y = range.place(tick, top, PANEL);
            add("<line x1=\"%d\" y1=\"%s\" x2=\"%d\" y2=\"%s\" stroke=\"#ddd\"/>", LEFT, at(y), WIDTH - RIGHT, at(y));
            add("<text x=\"%d\" y=\"%s\" text-anchor=\"end\">%s</text>", LEFT - 6, at(y + 4), number(tick));
        }
        add("<text x=\"%d\" y=\"%d\" font-weight=\"bold\">%s</text>", LEFT, top - 4, escaped(name));
        add(
                "<clipPath id=\"p%d\"><rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"/></clipPath>",
                index, LEFT, top, COLUMNS, PANEL);
        add(
                "<polyline clip-path=\"url(#p%d)\" fill=\"none\" stroke=\"#333\" stroke-width=\"1\" points=\"%s\"/>",
                index, points(values, range, top));
    }

    /** Of the windows that fall on one column of pixels, the lowest and the highest, in the order that they come in. */
    private String points(IntToDoubleFunction values, Range range, int top) {
        StringBuilder points = new StringBuilder();
        int i = 0;
        while (i < track.size()) {
            int column = column(i);
            int low = i;
            int high = i;
            for (; i < track.size() && column(i) == column; i++) {
                low = values.applyAsDouble(i) < values.applyAsDouble(low) ? i : low;
                high = values.applyAsDouble(i) > values.applyAsDouble(high) ? i : high;
            }
            point(points, Math.min(low, high), values, range, top);
            if (low != high) {
                point(points, Math.max(low, high), values, range, top);
            }
        }
        return points.toString();
    }

    private void point(StringBuilder points, int i, IntToDoubleFunction values, Range range, int top) {
        points.append(points.isEmpty() ? "" : " ")
                .append(at(x(i)))
                .append(',')
                .append(at(range.place(values.applyAsDouble(i), top, PANEL)));
    }

    private int column(int window) {
        return (int) x(window);
    }

    private double x(int window) {
        return LEFT + (track.time(window) - first) / (last - first) * COLUMNS;
    }

    private void bands(List<Track.Span> spans, String colour, String opacity, int top) {
        for (Track.Span span : spans) {
            double from = x(span.from());
            add(
                    "<rect x=\"%s\" y=\"%d\" width=\"%s\" height=\"%d\" fill=\"%s\" opacity=\"%s\"/>",
                    at(from), top, at(Math.max(1, x(span.to()) - from)), PANEL, colour, opacity);
        }
    }

    private void times(int y) {
        int count = 6;
        boolean days = last - first > 2 * 86_400;
        DateTimeFormatter format = DateTimeFormatter.ofPattern(days ? "yyyy-MM-dd" : "MM-dd HH:mm:ss", Locale.ROOT)
                .withZone(ZoneOffset.UTC);
        for (int i = 0; i < count; i++) {
            double time = first + (last - first) * i / (count - 1);
            String text = track.isTimed()
                    ? format.format(Instant.ofEpochMilli(Math.round(time * 1000)))
                    : String.valueOf(Math.round(time));
            String anchor = i == 0 ? "start" : i == count - 1 ? "end" : "middle";
            add(
                    "<text x=\"%s\" y=\"%d\" text-anchor=\"%s\">%s</text>",
                    at(LEFT + (double) COLUMNS * i / (count - 1)), y, anchor, text);
        }
    }

    private void add(String format, Object... arguments) {
        svg.append(String.format(Locale.ROOT, format, arguments)).append('\n');
    }

    /** Text between tags: a column may have any name. */
    private static String escaped(String name) {
        return name.replace("&", "&amp;").replace("<", "&lt;").replaceAll("\\p{Cntrl}", " ");
    }

    private static String at(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.6g", value)
                .replaceFirst("(\\.\\d*?)0+(e|$)", "$1$2")
                .replaceFirst("\\.(e|$)", "$1");
    }
}
