package dev.figment.core.anomaly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.figment.api.Batches;
import dev.figment.api.Console;
import dev.figment.api.Seed;
import dev.figment.api.Series;
import dev.figment.api.config.DataRef;
import dev.figment.api.data.SeriesFormat;
import dev.figment.api.data.SeriesFormat.Gaps;
import dev.figment.api.error.FigmentException;
import dev.figment.core.data.LocalDatasets;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InjectionTest {
    private static final int ROWS = 2010;
    private static final int WINDOW = 10;
    private static final Seed SEED = new Seed(3);

    @TempDir
    Path folder;

    /** Two channels of waves, the second one a hundred times as large. */
    private void write(double size) throws IOException {
        StringBuilder csv = new StringBuilder("a,b,odd\n");
        for (int i = 0; i < ROWS; i++) {
            double wave = size * Math.sin(i / 3.0);
            csv.append(String.format(Locale.ROOT, "%.4f,%.4f,%d%n", wave, 100 * wave, i == 17 ? 1 : 0));
        }
        Files.writeString(folder.resolve("s.csv"), csv);
    }

    private ReadSeries read(int batch, @Nullable Injection injection, boolean unlabelled) {
        SeriesFormat format =
                new SeriesFormat(WINDOW, 1, List.of("a", "b"), null, "odd", null, Gaps.REFUSE, 0, 1, unlabelled);
        return new ReadSeries(
                new ReadSeries.Config(new DataRef("s.csv", folder), format, batch, injection),
                new LocalDatasets(List.of(), folder.resolve("cache"), true),
                Console.none());
    }

    private record Windows(List<float[]> values, List<Integer> labels) {}

    private Windows windows(int batch, @Nullable Injection injection) {
        Windows all = new Windows(new ArrayList<>(), new ArrayList<>());
        try (Batches<Series> batches = read(batch, injection, true).open(SEED)) {
            while (batches.hasNext()) {
                Series next = batches.next();
                FloatBuffer values = next.values().floats();
                for (int i = 0; i < next.size(); i++) {
                    float[] window = new float[2 * WINDOW];
                    values.get(window);
                    all.values.add(window);
                }
                all.labels.addAll(next.labels());
            }
        }
        return all;
    }

    @Test
    void theWindowsThatAreLabelledAndNoOthersAreChangedInOneChannelUpToTheLastRow() throws IOException {
        write(1);
        Windows plain = windows(64, null);
        Windows altered = windows(64, new Injection(0.3, 4));
        assertThat(altered.values).hasSameSizeAs(plain.values);
        int labelled = 0;
        for (int i = 0; i < plain.values.size(); i++) {
            float[] before = plain.values.get(i);
            float[] after = altered.values.get(i);
            int first = 0;
            boolean[] changed = new boolean[2];
            for (int j = 2 * WINDOW - 1; j >= 0; j--) {
                if (before[j] != after[j]) {
                    first = WINDOW - j / 2;
                    changed[j % 2] = true;
                }
            }
            assertThat(changed[0] || changed[1]).isEqualTo(altered.labels.get(i) == 1);
            assertThat(changed[0] && changed[1]).isFalse();
            assertThat(first).isLessThanOrEqualTo(4);
            labelled += altered.labels.get(i);
        }
        // Of a thing that happens to 3 of 10, 0.25 to 0.3 (short ones of some kinds change nothing) of some 2,000.
        assertThat(labelled / (double) plain.values.size()).isBetween(0.2, 0.32);
    }

    @Test
    void theSameSeedGivesTheSameWindowsWhateverTheBatchSize() throws IOException {
        write(1);
        Injection injection = new Injection(0.5, 8);
        Windows one = windows(1, injection);
        Windows many = windows(500, injection);
        assertThat(one.labels).isEqualTo(many.labels);
        assertThat(one.values.toArray(float[][]::new)).isDeepEqualTo(many.values.toArray(float[][]::new));
    }

    @Test
    void everyKindChangesTheLastRowsAlone() {
        for (AnomalyKind kind : AnomalyKind.values()) {
            float[] before = new float[40];
            for (int i = 0; i < before.length; i++) {
                before[i] = (float) Math.sin(i * i);
            }
            float[] after = before.clone();
            kind.alter(after, 30, 3, 0.7, SEED);
            assertThat(after).as(kind.toString()).isNotEqualTo(before);
            for (int i = 0; i < 30; i++) {
                assertThat(after[i]).as(kind.toString()).isEqualTo(before[i]);
            }
        }
    }

    @Test
    void labelledWindowsAndSeriesThatDoNotVaryAreRefused() throws IOException {
        write(1);
        assertThatExceptionOfType(FigmentException.class)
                .isThrownBy(
                        () -> read(64, new Injection(0.5, 8), false).open(SEED).next())
                .withMessageContaining("anomalies are put into windows that have none")
                .withMessageContaining("unlabelled: true");
        write(0);
        assertThatExceptionOfType(FigmentException.class)
                .isThrownBy(() -> read(64, new Injection(0.5, 8), true).open(SEED))
                .withMessageContaining("channel 1 of 2 does not vary");
    }

    @Test
    void sharesAndLengthsOutsideTheirRangesAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Injection(1, 8))
                .withMessageContaining("share");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Injection(0.5, 0))
                .withMessageContaining("longest");
    }
}
