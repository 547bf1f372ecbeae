package dev.figment.train.report;

import static dev.figment.train.report.Html.at;
import static dev.figment.train.report.Words.number;

import dev.figment.train.report.Report.Chart;
import dev.figment.train.report.Report.Mark;
import dev.figment.train.report.Report.Point;
import dev.figment.train.report.Report.Role;
import dev.figment.train.report.Report.Series;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A chart as SVG: curves over steps, axes, and a value at each point that shows when it is pointed at. */
final class ChartSvg {
    private static final double WIDTH = 600;
    private static final double HEIGHT = 300;
    private static final double LEFT = 58;
    private static final double RIGHT = 16;
    private static final double TOP = 22;
    private static final double BOTTOM = 30;

    /** More dots than this would hide the curve. */
    private static final int MOST_DOTS = 60;

    private final Chart chart;
    private final String id;
    private final Axis steps;
    private final Axis values;
    private final StringBuilder svg = new StringBuilder();

    private ChartSvg(Chart chart, String id) {
        this.chart = chart;
        this.id = id;
        List<Point> all = points(chart.series());
        this.steps = Axis.ofSteps(0, all.stream().mapToDouble(Point::step).max().orElse(1));
        boolean mayBeLog = chart.series().stream().noneMatch(series -> series.role() == Role.OTHER);
        this.values = Axis.ofValues(decisive(all).stream().map(Point::value).toList(), mayBeLog);
    }

    /**
     * Single batches do not decide what is seen, where there is something else: their first losses, and their noise, would
     * make the rest small. What of them lies outside is cut off.
     */
    private List<Point> decisive(List<Point> all) {
        List<Point> means = points(chart.series().stream()
                .filter(series -> series.role() != Role.BATCHES)
                .toList());
        return means.size() > 2 ? means : all;
    }

    private static List<Point> points(List<Series> series) {
        return series.stream().flatMap(one -> one.points().stream()).toList();
    }

    /**
     * Draws one.
     *
     * @param id unique on the page
     */
    static String of(Chart chart, String id) {
        return new ChartSvg(chart, id).draw();
    }

    /** In words, for whoever does not see it. */
    static String described(Chart chart) {
        return chart.title() + " over training steps. "
                + chart.series().stream()
                        .filter(series -> !series.points().isEmpty())
                        .map(ChartSvg::described)
                        .collect(Collectors.joining(" "));
    }

    private static String described(Series series) {
        Point first = series.points().get(0);
        Point last = series.points().get(series.points().size() - 1);
        return String.format(
                Locale.ROOT,
                "%s: from %s at step %d to %s at step %d.",
                series.name(),
                number(first.value()),
                (long) first.step(),
                number(last.value()),
                (long) last.step());
    }

    private double x(double step) {
        return LEFT + steps.place(step) * (WIDTH - LEFT - RIGHT);
    }

    private double y(double value) {
        return HEIGHT - BOTTOM - values.place(value) * (HEIGHT - TOP - BOTTOM);
    }

    private String draw() {
        svg.append(String.format(
                Locale.ROOT,
                "<svg viewBox=\"0 0 %s %s\" role=\"img\" aria-label=\"%s\">%n",
                at(WIDTH),
                at(HEIGHT),
                Html.text(described(chart))));
        svg.append(String.format(
                Locale.ROOT,
                "<clipPath id=\"%s\"><rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\"/></clipPath>%n",
                id,
                at(LEFT),
                at(TOP - 2),
                at(WIDTH - LEFT - RIGHT + 2),
                at(HEIGHT - TOP - BOTTOM + 2)));
        axes();
        Mark mark = chart.mark();
        if (mark != null) {
            mark(mark);
        }
        chart.series().forEach(this::curve);
        chart.series().forEach(this::dots);
        return svg.append("</svg>\n").toString();
    }

    private void axes() {
        for (double tick : values.ticks()) {
            line("grid", LEFT, y(tick), WIDTH - RIGHT, y(tick));
            label("end", LEFT - 8, y(tick) + 4, number(tick));
        }
        for (double tick : steps.ticks()) {
            label("middle", x(tick), HEIGHT - BOTTOM + 18, Words.count(tick));
        }
        line("axis", LEFT, HEIGHT - BOTTOM, WIDTH - RIGHT, HEIGHT - BOTTOM);
    }

    private void mark(Mark mark) {
        line("mark", x(mark.step()), TOP, x(mark.step()), HEIGHT - BOTTOM);
        boolean left = x(mark.step()) > WIDTH * 0.6;
        label(left ? "end" : "start", x(mark.step()) + (left ? -5 : 5), TOP - 8, mark.label());
    }

    private void line(String kind, double x1, double y1, double x2, double y2) {
        svg.append(String.format(
                Locale.ROOT,
                "<line class=\"%s\" x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\"/>%n",
                kind,
                at(x1),
                at(y1),
                at(x2),
                at(y2)));
    }

    private void label(String anchor, double x, double y, String text) {
        svg.append(String.format(
                Locale.ROOT,
                "<text x=\"%s\" y=\"%s\" text-anchor=\"%s\">%s</text>%n",
                at(x),
                at(y),
                anchor,
                Html.text(text)));
    }

    private void curve(Series series) {
        String points = Curve.thinned(series.points()).stream()
                .map(point -> at(x(point.step())) + "," + at(y(point.value())))
                .collect(Collectors.joining(" "));
        svg.append(String.format(
                Locale.ROOT,
                "<polyline class=\"%s\" clip-path=\"url(#%s)\" points=\"%s\"/>%n",
                kind(series.role()),
                id,
                points));
    }

    /** Each point's value, in a tooltip; seen as dots where there are few. */
    private void dots(Series series) {
        if (series.role() == Role.BATCHES) {
            return;
        }
        List<Point> points = Curve.thinned(series.points());
        String radius = points.size() > MOST_DOTS ? "0" : "2.2";
        for (Point point : points) {
            svg.append(String.format(
                    Locale.ROOT,
                    "<circle class=\"%s\" cx=\"%s\" cy=\"%s\" r=\"%s\"><title>%s, step %s: %s</title></circle>%n",
                    kind(series.role()),
                    at(x(point.step())),
                    at(y(point.value())),
                    radius,
                    Html.text(series.name()),
                    Words.count(point.step()),
                    number(point.value())));
        }
    }

    static String kind(Role role) {
        return role.name().toLowerCase(Locale.ROOT);
    }
}
