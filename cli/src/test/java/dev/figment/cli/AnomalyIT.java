package dev.figment.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Trains a detector on a series that the test makes, and lets it score files and what comes row by row. */
class AnomalyIT {
    private static final int ROWS = 300;

    @TempDir
    static Path folder;

    private static String series;

    @BeforeAll
    static void train() throws IOException, InterruptedException {
        StringBuilder csv = new StringBuilder("time,level,flow,odd\n");
        for (int i = 0; i < ROWS; i++) {
            boolean odd = i >= 250 && i < 260;
            double wave = Math.sin(i / 5.0);
            csv.append(1_700_000_000L + 60L * i)
                    .append(',')
                    .append((float) wave)
                    .append(',')
                    .append((float) (odd ? -wave : wave))
                    .append(odd ? ",1\n" : ",0\n");
        }
        series = csv.toString();
        Files.writeString(folder.resolve("s.csv"), series);
        Files.writeString(folder.resolve("train.yaml"), """
                name: tiny
                recipe: { use: series-vae, latents: 2, body: { hidden: [16] } }
                data:
                  train: s.csv
                  series: { window: 8, time: time, label: odd, until: 0.7, unlabelled: true }
                  hold-out: 8
                batch: 16
                epochs: 30
                optimizer: { use: adam, learning-rate: 0.01 }
                to: run
                """);
        Files.writeString(folder.resolve("file.yaml"), """
                name: score
                components: { tiny: { use: series-vae, model: run/model } }
                steps:
                  - read-series: { from: s.csv, series: { window: 8, time: time, label: odd, after: 0.7 } }
                  - score-anomalies: { with: tiny }
                  - measure-anomalies: {}
                  - write-scores: { to: out/scores.csv }
                  - plot-scores: { to: out/scores.svg }
                """);
        Files.writeString(folder.resolve("stream.yaml"), """
                name: score
                components: { tiny: { use: series-vae, model: run/model } }
                steps:
                  - read-series: { series: { window: 8, time: time, label: odd } }
                  - score-anomalies: { with: tiny }
                  - write-scores: {}
                """);
        FigmentProcess figment = FigmentProcess.run(folder, "train", "train.yaml");
        assertThat(figment.exitCode()).as(figment.said()).isZero();
    }

    @Test
    void aFileIsScoredMeasuredAndDrawn() throws Exception {
        FigmentProcess figment = FigmentProcess.run(folder, "run", "file.yaml", "--json");
        assertThat(figment.exitCode()).as(figment.said()).isZero();
        assertThat(figment.printed()).contains("\"negative-elbo-roc-auc\"", "\"z-true-positives\"", "scores.svg");
        assertThat(Files.readAllLines(folder.resolve("out/scores.csv")))
                .hasSize(1 + 83)
                .first()
                .isEqualTo("time,level,flow,negative-elbo,reconstruction-error,kl,latent-distance,z,pca,flagged,label");
        assertThat(folder.resolve("out/scores.svg")).isNotEmptyFile();
    }

    @Test
    void standardInputIsScoredRowByRow() throws Exception {
        assertThat(FigmentProcess.run(folder, "run", "file.yaml").exitCode()).isZero();
        List<String> ofFile = Files.readAllLines(folder.resolve("out/scores.csv"));
        try (FigmentProcess figment = FigmentProcess.start(folder, "run", "stream.yaml")) {
            figment.types(series);
            figment.endInput();
            assertThat(figment.exitCode()).as(figment.said()).isZero();
            List<String> lines = figment.printed().lines().toList();
            assertThat(lines).hasSize(1 + ROWS - 7).startsWith(ofFile.get(0));
            List<String> same = lines.subList(lines.size() - 83, lines.size());
            for (int i = 0; i < same.size(); i++) {
                assertSimilar(same.get(i), ofFile.get(i + 1));
            }
        }
    }

    /** Scores may differ by rounding, in whatever order the size of a batch suggests. */
    private static void assertSimilar(String row, String other) {
        String[] fields = row.split(",");
        String[] others = other.split(",");
        assertThat(fields[0]).isEqualTo(others[0]);
        for (int i = 1; i < fields.length; i++) {
            double expected = Double.parseDouble(others[i]);
            assertThat(Double.parseDouble(fields[i])).as(row).isBetween(expected - 1e-3, expected + 1e-3);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "window: 8 | window: 9 | the model takes windows of 8 rows with 2 values, and was given windows of 9",
                "time: time | columns: [level], time: time | was given windows of 8 rows with 1 value",
                "label: odd | label: even | there is no column 'even'",
                "with: tiny | with: tiny, score: elbo | there is no score 'elbo'; there is:",
                "with: tiny | with: tiny, threshold: { share: 2 } | share must be from 0 to 1",
                "use: series-vae, model: run/model | use: series-vae, model: run | has no file 'scores.onnx'",
                "s.csv | train.yaml | train.yaml",
                "from: s.csv, | from: t.csv, | did you mean 's.csv'?",
                "label: odd | columns: [level, flow] | the windows have no labels"
            })
    void whatIsWrongIsSaidAndNothingIsWritten(String right, String wrong, String message) throws Exception {
        String config = Files.readString(folder.resolve("file.yaml"));
        assertThat(config).contains(right);
        String changed = config.replace(right, wrong).replace("out/", "bad/");
        Files.writeString(folder.resolve("bad.yaml"), changed);
        FigmentProcess figment = FigmentProcess.run(folder, "run", "bad.yaml");
        assertThat(figment.exitCode()).as(figment.said()).isEqualTo(2);
        assertThat(figment.said()).contains(message);
        assertThat(folder.resolve("bad")).doesNotExist();
    }

    @Test
    void aModelOfAnotherMediumIsRefusedBeforeItRuns() throws Exception {
        Files.writeString(folder.resolve("bad.yaml"), """
                name: bad
                components: { digits: { use: vae, model: "zoo:digits-vae" } }
                steps:
                  - read-series: { from: s.csv, series: { window: 8 } }
                  - score-anomalies: { with: digits }
                  - write-scores: { to: out/bad.csv }
                """);
        FigmentProcess figment = FigmentProcess.run(folder, "run", "bad.yaml");
        assertThat(figment.exitCode()).isEqualTo(2);
        assertThat(figment.said()).contains("bad.yaml:5:", "'digits'");
        assertThat(folder.resolve("out/bad.csv")).doesNotExist();
    }
}
