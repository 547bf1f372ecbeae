package dev.figment.train.report;

import dev.figment.train.report.Report.Chart;
import dev.figment.train.report.Report.Role;
import dev.figment.train.report.Report.Sample;
import dev.figment.train.report.Report.Series;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** Builds the page: everything inside one file, no script, light or dark as the reader's system is. */
final class Page {
    private final StringBuilder html = new StringBuilder();

    private Page() {}

    static String of(Report report) {
        Page page = new Page();
        page.head(report);
        page.figures(report.figures());
        page.charts(report.charts());
        page.samples(report.samples());
        page.tables(report.tables());
        page.html.append("</main>\n</body>\n</html>\n");
        return page.html.toString();
    }

    private void head(Report report) {
        html.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
                .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>")
                .append(Html.text(report.title()))
                .append(" – training report</title>\n<style>\n")
                .append(style())
                .append("</style>\n</head>\n<body>\n<main>\n<header>\n<h1>")
                .append(Html.text(report.title()))
                .append("</h1><span class=\"state ")
                .append(report.tone().name().toLowerCase(Locale.ROOT))
                .append("\">")
                .append(Html.text(report.state()))
                .append("</span>\n<p>")
                .append(Html.text(report.summary()))
                .append("</p>\n</header>\n");
    }

    private static String style() {
        try (InputStream css = Objects.requireNonNull(Page.class.getResourceAsStream("report.css"))) {
            return new String(css.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void figures(List<Report.Figure> figures) {
        html.append("<dl class=\"figures\">\n");
        for (Report.Figure figure : figures) {
            html.append("<div><dt>")
                    .append(Html.text(figure.label()))
                    .append("</dt><dd class=\"value\">")
                    .append(Html.text(figure.value()))
                    .append("</dd>");
            if (!figure.note().isEmpty()) {
                html.append("<dd class=\"note\">")
                        .append(Html.text(figure.note()))
                        .append("</dd>");
            }
            html.append("</div>\n");
        }
        html.append("</dl>\n");
    }

    private void charts(List<Chart> charts) {
        if (charts.isEmpty()) {
            return;
        }
        html.append("<h2>Curves</h2>\n<div class=\"charts\">\n");
        int number = 1;
        for (Chart chart : charts) {
            html.append("<figure><figcaption><h3>")
                    .append(Html.text(chart.title()))
                    .append("</h3><span class=\"key\">");
            chart.series().forEach(this::key);
            html.append("</span></figcaption>\n")
                    .append(ChartSvg.of(chart, "chart-" + number++))
                    .append("</figure>\n");
        }
        html.append("</div>\n");
    }

    private void key(Series series) {
        if (series.role() != Role.OTHER) {
            html.append("<span><i class=\"")
                    .append(ChartSvg.kind(series.role()))
                    .append("\"></i>")
                    .append(Html.text(series.name()))
                    .append("</span>");
        }
    }

    private void samples(Map<String, List<Sample>> groups) {
        groups.forEach((name, samples) -> {
            html.append("<h2>").append(Html.text(name)).append("</h2>\n<div class=\"samples\">\n");
            for (Sample sample : samples) {
                html.append("<figure><figcaption><h3>")
                        .append(Html.text(sample.caption()))
                        .append("</h3></figcaption>");
                media(name + ", " + sample.caption(), sample);
                html.append("</figure>\n");
            }
            html.append("</div>\n");
        });
    }

    private void media(String description, Sample sample) {
        if (sample.mediaType().startsWith("text/")) {
            String text = new String(sample.content(), StandardCharsets.UTF_8);
            html.append("<pre tabindex=\"0\">\n").append(Html.text(text)).append("</pre>");
            return;
        }
        String data =
                "data:" + sample.mediaType() + ";base64," + Base64.getEncoder().encodeToString(sample.content());
        String label = Html.text(description);
        if (sample.mediaType().startsWith("audio/")) {
            html.append(
                    "<audio controls preload=\"metadata\" aria-label=\"" + label + "\" src=\"" + data + "\"></audio>");
        } else {
            html.append("<img alt=\"" + label + "\" src=\"" + data + "\">");
        }
    }

    private void tables(Map<String, Map<String, String>> tables) {
        html.append("<div class=\"tables\">\n");
        tables.forEach((heading, rows) -> {
            if (rows.isEmpty()) {
                return;
            }
            html.append("<section><h2>").append(Html.text(heading)).append("</h2>\n<table>\n");
            rows.forEach((name, value) -> html.append("<tr><th scope=\"row\">")
                    .append(Html.text(name))
                    .append("</th><td>")
                    .append(Html.text(value))
                    .append("</td></tr>\n"));
            html.append("</table></section>\n");
        });
        html.append("</div>\n");
    }
}
