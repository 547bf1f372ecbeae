package dev.figment.train.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.figment.train.report.Report.Chart;
import dev.figment.train.report.Report.Figure;
import dev.figment.train.report.Report.Mark;
import dev.figment.train.report.Report.Point;
import dev.figment.train.report.Report.Role;
import dev.figment.train.report.Report.Sample;
import dev.figment.train.report.Report.Series;
import dev.figment.train.report.Report.Tone;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

class ReportTest {
    private static final String NASTY = "<b>\"A & B\"</b>";
    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G'};

    private static Series series(Role role, double... values) {
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            points.add(new Point((i + 1) * 100.0, values[i]));
        }
        return new Series(role.name().toLowerCase(Locale.ROOT), role, points);
    }

    private static Report report() {
        Chart loss = new Chart(
                "loss " + NASTY,
                List.of(
                        series(Role.BATCHES, 900, 120, 110),
                        series(Role.TRAINING, 200, 150, 130),
                        series(Role.VALIDATION, 180, 140, 135)),
                new Mark(300, "best"));
        Chart rate = new Chart("learning-rate", List.of(series(Role.OTHER, 0.1, 1e-5)), null);
        return new Report(
                "run " + NASTY,
                "complete",
                Tone.GOOD,
                "Step 300.",
                List.of(new Figure("Lowest loss", "135", "step 300")),
                List.of(loss, rate),
                Map.of(
                        "samples " + NASTY,
                        List.of(
                                new Sample("step 1", "image/png", PNG),
                                new Sample("step 2", "audio/wav", new byte[] {1, 2}),
                                new Sample(
                                        "step 3",
                                        "text/plain",
                                        ("\n  indented </pre>" + NASTY).getBytes(StandardCharsets.UTF_8)))),
                Map.of("Config", Map.of("to", NASTY), "Model", Map.of()));
    }

    /** The page as XML, which it is but for its first line and the tags that HTML leaves open. */
    private static Document parsed() throws Exception {
        String xml = report().html()
                .replace("<!DOCTYPE html>", "")
                .replaceAll("<(meta|img)([^>]*)>", "<$1$2/>")
                .replace("<audio controls ", "<audio controls=\"\" ");
        DocumentBuilder builder = DocumentBuilderFactory.newInstance().newDocumentBuilder();
        return builder.parse(new InputSource(new StringReader(xml)));
    }

    private static List<Element> all(Document page, String tag) {
        var nodes = page.getElementsByTagName(tag);
        return IntStream.range(0, nodes.getLength())
                .mapToObj(i -> (Element) nodes.item(i))
                .toList();
    }

    @Test
    void isWholeAndShowsTextsAsTheyAre() throws Exception {
        Document page = parsed();
        assertThat(all(page, "h1").get(0).getTextContent()).isEqualTo("run " + NASTY);
        assertThat(all(page, "td")).extracting(Element::getTextContent).containsExactly(NASTY);
        assertThat(all(page, "h3").get(0).getTextContent()).isEqualTo("loss " + NASTY);
        assertThat(all(page, "pre").get(0).getTextContent()).isEqualTo("\n\n  indented </pre>" + NASTY);
        assertThat(all(page, "b")).isEmpty();
    }

    @Test
    void needsNothingFromOutsideAndNoScript() throws Exception {
        String html = report().html();
        assertThat(html).doesNotContain("http:", "https:", "//", "@import", "<script", "<link");
        for (String tag : List.of("img", "audio")) {
            assertThat(all(parsed(), tag))
                    .allSatisfy(
                            element -> assertThat(element.getAttribute("src")).startsWith("data:"));
        }
        assertThat(all(parsed(), "img").get(0).getAttribute("src"))
                .isEqualTo("data:image/png;base64," + Base64.getEncoder().encodeToString(PNG));
    }

    @Test
    void saysInWordsWhatItShows() throws Exception {
        Document page = parsed();
        assertThat(all(page, "svg").get(0).getAttribute("aria-label"))
                .isEqualTo("loss " + NASTY + " over training steps. batches: from 900 at step 100 to 110 at step 300."
                        + " training: from 200 at step 100 to 130 at step 300."
                        + " validation: from 180 at step 100 to 135 at step 300.");
        assertThat(all(page, "img").get(0).getAttribute("alt")).isEqualTo("samples " + NASTY + ", step 1");
        assertThat(all(page, "audio").get(0).getAttribute("aria-label")).isEqualTo("samples " + NASTY + ", step 2");
        assertThat(all(page, "html").get(0).getAttribute("lang")).isEqualTo("en");
    }

    @Test
    void eachPointTellsItsValueAndBatchesDoNotSquashTheRest() throws Exception {
        Element chart = all(parsed(), "svg").get(0);
        var titles = chart.getElementsByTagName("title");
        assertThat(titles.getLength()).isEqualTo(6);
        assertThat(titles.item(5).getTextContent()).isEqualTo("validation, step 300: 135");
        var circles = chart.getElementsByTagName("circle");
        double first = Double.parseDouble(((Element) circles.item(0)).getAttribute("cy"));
        double last = Double.parseDouble(((Element) circles.item(5)).getAttribute("cy"));
        assertThat(last - first).as("from 200 to 135, of 300 high").isGreaterThan(120);
        assertThat(all(parsed(), "clipPath"))
                .extracting(clip -> clip.getAttribute("id"))
                .doesNotHaveDuplicates();
    }

    @Test
    void aTableWithoutRowsIsLeftOut() throws Exception {
        assertThat(all(parsed(), "h2"))
                .extracting(Element::getTextContent)
                .contains("Config")
                .doesNotContain("Model");
    }
}
