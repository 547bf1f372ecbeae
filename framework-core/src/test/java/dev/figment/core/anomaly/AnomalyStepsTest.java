package dev.figment.core.anomaly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.figment.api.AnomalyDetector;
import dev.figment.api.Console;
import dev.figment.api.Outcome;
import dev.figment.api.Seed;
import dev.figment.api.Series;
import dev.figment.api.Step;
import dev.figment.api.Tensor;
import dev.figment.api.config.ComponentRef;
import dev.figment.api.config.DataRef;
import dev.figment.api.config.OutputPath;
import dev.figment.api.data.SeriesFormat;
import dev.figment.api.data.SeriesFormat.Gaps;
import dev.figment.api.error.FigmentException;
import dev.figment.core.data.LocalDatasets;
import dev.figment.core.pipeline.Pipeline;
import dev.figment.core.pipeline.Stage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;

class AnomalyStepsTest {
    private static final String CSV = """
            time,v,odd
            2024-01-01 00:00:00,1,0
            2024-01-01 00:01:00,2,0
            2024-01-01 00:02:00,9,1
            2024-01-01 00:03:00,8,1
            2024-01-01 00:04:00,2,0
            2024-01-01 00:05:00,7,0
            """;

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();

    /** The last value of a window, and how far it is from the one before. */
    private static final class Last implements AnomalyDetector<Series> {
        @Override
        public List<String> scores() {
            return List.of("last", "jump");
        }

        @Override
        public List<String> baselines() {
            return List.of("z");
        }

        @Override
        public Map<String, Tensor> score(Series windows) {
            float[] last = new float[windows.size()];
            float[] jump = new float[windows.size()];
            float[] none = new float[windows.size()];
            for (int i = 0; i < last.length; i++) {
                last[i] = windows.values().floats().get(2 * i + 1);
                jump[i] = Math.abs(last[i] - windows.values().floats().get(2 * i));
            }
            return Map.of("last", floats(last), "jump", floats(jump), "z", floats(none));
        }

        private static Tensor floats(float... values) {
            return Tensor.ofFloats(values, values.length);
        }

        @Override
        public Map<String, Tensor> normal() {
            return Map.of("last", floats(3, 7, 5), "jump", floats(0, 1), "z", floats(0));
        }
    }

    @BeforeEach
    void write() throws IOException {
        Files.writeString(folder.resolve("s.csv"), CSV);
    }

    private static SeriesFormat format(@Nullable String label) {
        return new SeriesFormat(2, 1, List.of("v"), "time", label, null, Gaps.REFUSE, 0, 1, false);
    }

    private ReadSeries read(@Nullable String from, @Nullable String label, int batch, InputStream in) {
        DataRef ref = from == null ? null : new DataRef(from, folder);
        LocalDatasets datasets = new LocalDatasets(List.of(), folder.resolve("cache"), true);
        return new ReadSeries(new ReadSeries.Config(ref, format(label), batch, null), datasets, Console.of(in, out));
    }

    private ReadSeries read(int batch) {
        return read("s.csv", "odd", batch, InputStream.nullInputStream());
    }

    private static ScoreAnomalies score(@Nullable String by) {
        ScoreAnomalies.Config config = new ScoreAnomalies.Config(new ComponentRef("x"), by, new Quantile(1));
        return new ScoreAnomalies(config, new Last());
    }

    private WriteScores write(@Nullable String to, Writer console) {
        OutputPath path = to == null ? null : new OutputPath(folder.resolve(to));
        return new WriteScores(new WriteScores.Config(path), Console.of(InputStream.nullInputStream(), console));
    }

    private PlotScores plot(String to) {
        return new PlotScores(new PlotScores.Config(new OutputPath(folder.resolve(to))));
    }

    private static List<Outcome> run(Step<?, ?>... steps) {
        List<Stage> stages = new ArrayList<>();
        for (Step<?, ?> step : steps) {
            stages.add(new Stage("step", "here", step, new Seed(1)));
        }
        return new Pipeline(stages).run();
    }

    @Test
    void aRowOfTheFileIsAWindowWithAllScores() {
        for (int batch : new int[] {1, 2, 100}) {
            List<Outcome> outcomes = run(read(batch), score(null), write("out.csv", out));
            assertThat(outcomes)
                    .singleElement()
                    .hasToString("Written[path=" + folder.resolve("out.csv") + ", summary=5 windows, 2 flagged]");
            assertThat(folder.resolve("out.csv")).hasContent("""
                    time,v,last,jump,z,flagged,label
                    2024-01-01T00:01:00Z,2.0,2.0,1.0,0.0,0,0
                    2024-01-01T00:02:00Z,9.0,9.0,7.0,0.0,1,1
                    2024-01-01T00:03:00Z,8.0,8.0,1.0,0.0,1,1
                    2024-01-01T00:04:00Z,2.0,2.0,6.0,0.0,0,0
                    2024-01-01T00:05:00Z,7.0,7.0,5.0,0.0,0,0
                    """);
        }
    }

    @Test
    void anotherScoreMayDecide() throws IOException {
        run(read(9), score("jump"), write("out.csv", out));
        assertThat(Files.readString(folder.resolve("out.csv")))
                .startsWith("time,v,jump,last,z,flagged,label\n")
                .contains("00:04:00Z,2.0,6.0,2.0,0.0,1,0");
        assertThatExceptionOfType(FigmentException.class)
                .isThrownBy(() -> score("jmp"))
                .withMessageContaining("there is no score 'jmp'")
                .withMessageContaining("did you mean 'jump'?");
    }

    @Test
    void rowsFromStandardInputArePrintedAsTheyCome() {
        InputStream in = new ByteArrayInputStream(CSV.getBytes(StandardCharsets.UTF_8));
        List<Outcome> outcomes = run(read(null, null, 9, in), score(null), write(null, out));
        assertThat(outcomes).containsExactly(new Outcome.Texts(List.of()));
        assertThat(out.toString().lines())
                .hasSize(6)
                .startsWith("time,v,last,jump,z,flagged", "2024-01-01T00:01:00Z,2.0,2.0,1.0,0.0,0");
    }

    @Test
    void aReaderThatHasGoneEndsTheRun() {
        Writer gone = new StringWriter() {
            @Override
            public void flush() {
                throw new UncheckedIOException(new IOException("gone"));
            }
        };
        assertThatExceptionOfType(FigmentException.class)
                .isThrownBy(() -> run(read(9), score(null), write(null, gone)))
                .withMessageContaining("gone");
    }

    @Test
    void everyScoreIsMeasuredAgainstTheLabels() {
        List<Outcome> outcomes = run(read(2), score(null), new MeasureAnomalies(new MeasureAnomalies.Config()));
        Map<String, Double> measured = ((Outcome.Measured) outcomes.get(0)).values();
        assertThat(measured)
                .containsEntry("windows", 5.0)
                .containsEntry("labelled-windows", 2.0)
                .containsEntry("last-roc-auc", 1.0)
                .containsEntry("last-pr-auc", 1.0)
                .containsEntry("last-threshold", 7.0)
                .containsEntry("last-true-positives", 2.0)
                .containsEntry("last-false-positives", 0.0)
                .containsEntry("last-false-negatives", 0.0)
                .containsEntry("last-true-negatives", 3.0)
                .containsEntry("jump-true-positives", 1.0)
                .containsEntry("jump-false-positives", 2.0)
                .containsEntry("jump-false-negatives", 1.0)
                .containsEntry("jump-true-negatives", 1.0)
                .containsEntry("z-roc-auc", 0.5);
    }

    @Test
    void withoutLabelsOfBothKindsNothingCanBeMeasured() throws IOException {
        MeasureAnomalies measure = new MeasureAnomalies(new MeasureAnomalies.Config());
        assertThatExceptionOfType(FigmentException.class)
                .isThrownBy(() -> run(read("s.csv", null, 9, InputStream.nullInputStream()), score(null), measure))
                .withMessageContaining("the windows have no labels");
        Files.writeString(folder.resolve("s.csv"), CSV.replace(",1\n", ",0\n"));
        assertThatExceptionOfType(FigmentException.class)
                .isThrownBy(() -> run(read(9), score(null), measure))
                .withMessageContaining("of 5 windows 0 are labelled");
    }

    @Test
    void thePlotShowsWhatIsFlaggedAndLabelled() throws Exception {
        run(read(2), score(null), plot("out.svg"));
        Document svg = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(folder.resolve("out.svg").toFile());
        assertThat(svg.getElementsByTagName("polyline").getLength()).isEqualTo(2);
        // The background, two in the legend, a clip for each panel, and a span flagged and a span labelled on each.
        assertThat(svg.getElementsByTagName("rect").getLength()).isEqualTo(1 + 2 + 2 + 2 * 2);
        assertThat(svg.getDocumentElement().getTextContent()).contains("v", "last", "01-01 00:01:00", "labelled");
        byte[] first = Files.readAllBytes(folder.resolve("out.svg"));
        run(read(100), score(null), plot("out.svg"));
        assertThat(folder.resolve("out.svg")).hasBinaryContent(first);
    }

    @Test
    void aColumnMayHaveAnyName() throws Exception {
        Files.writeString(folder.resolve("s.csv"), CSV.replace("time,v,odd", "time,\"a<b, \"\"c\"\" & d\",odd"));
        SeriesFormat format = new SeriesFormat(2, 1, List.of(), "time", "odd", null, Gaps.REFUSE, 0, 1, false);
        LocalDatasets datasets = new LocalDatasets(List.of(), folder.resolve("cache"), true);
        ReadSeries read = new ReadSeries(
                new ReadSeries.Config(new DataRef("s.csv", folder), format, 9, null), datasets, Console.none());
        run(read, score(null), write("out.csv", out), plot("out.svg"));
        assertThat(Files.readString(folder.resolve("out.csv"))).startsWith("time,\"a<b, \"\"c\"\" & d\",last");
        Document svg = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(folder.resolve("out.svg").toFile());
        assertThat(svg.getDocumentElement().getTextContent()).contains("a<b, \"c\" & d");
    }

    @Test
    void aSeriesOfOneValueIsPlottedToo() throws IOException {
        Files.writeString(folder.resolve("s.csv"), CSV.replaceAll(",\\d,", ",3,"));
        run(read(9), score(null), plot("out.svg"));
        assertThat(Files.readString(folder.resolve("out.svg")))
                .doesNotContain("NaN")
                .doesNotContain("Infinity");
    }

    @Test
    void otherEndingsAndKeysWithoutAFileAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> write("out.txt", out))
                .withMessageContaining(".csv");
        assertThatIllegalArgumentException().isThrownBy(() -> plot("out.png")).withMessageContaining(".svg");
        SeriesFormat part = new SeriesFormat(2, 1, List.of(), null, null, null, Gaps.REFUSE, 0.5, 1, false);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ReadSeries.Config(null, part, 9, null))
                .withMessageContaining("give 'from'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ReadSeries.Config(null, SeriesFormat.of(2), 0, null))
                .withMessageContaining("batch is at least 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ReadSeries.Config(null, SeriesFormat.of(2), 9, new Injection(0.5, 9)))
                .withMessageContaining("inject is about files");
    }
}
