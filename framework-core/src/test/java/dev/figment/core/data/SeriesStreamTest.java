package dev.figment.core.data;

import static dev.figment.core.data.Sources.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.figment.api.Series;
import dev.figment.api.data.Dataset;
import dev.figment.api.data.SeriesFormat;
import dev.figment.api.data.SeriesFormat.Gaps;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SeriesStreamTest {
    private static final String MINUTES = """
            time,v,odd
            2024-01-01 00:00:00,1,0
            2024-01-01 00:01:00,2,0
            2024-01-01 00:02:00,3,1
            2024-01-01 00:03:00,4,0

            2024-01-01 00:04:00,5,0
            2024-01-01 00:05:00,6,0
            """;

    private static SeriesFormat format(int stride, Gaps gaps) {
        return new SeriesFormat(3, stride, List.of(), "time", "odd", null, gaps, 0, 1, false);
    }

    private static SeriesStream stream(String csv, SeriesFormat format, int most) {
        return new SeriesStream(new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8)), format, most);
    }

    private static List<Series> all(String csv, SeriesFormat format, int most) {
        List<Series> batches = new ArrayList<>();
        stream(csv, format, most).forEachRemaining(batches::add);
        return batches;
    }

    private static List<String> rows(List<Series> batches) {
        List<String> rows = new ArrayList<>();
        for (Series batch : batches) {
            for (int i = 0; i < batch.size(); i++) {
                rows.add(batch.timestamps().get(i) + " " + batch.labels().get(i) + " "
                        + java.util.Arrays.toString(
                                batch.values().rows(i, i + 1).toFloatArray()));
            }
        }
        return rows;
    }

    @Test
    void itGivesTheWindowsOfTheSameFile(@TempDir Path folder) throws IOException {
        Sources sources = new Sources(folder);
        sources.text("s.csv", MINUTES);
        String gap = MINUTES.replace(",3,1", ",,1");
        sources.text("gap.csv", gap);
        for (int stride = 1; stride <= 2; stride++) {
            for (int most : new int[] {1, 2, 100}) {
                assertThat(rows(all(MINUTES, format(stride, Gaps.REFUSE), most)))
                        .isEqualTo(ofFile(sources.open("s.csv", format(stride, Gaps.REFUSE))));
                assertThat(rows(all(gap, format(stride, Gaps.SPLIT), most)))
                        .isEqualTo(ofFile(sources.open("gap.csv", format(stride, Gaps.SPLIT))));
            }
        }
    }

    private static List<String> ofFile(Dataset<Series> data) {
        return rows(List.of(data.read(IntStream.range(0, data.size()).toArray())));
    }

    @Test
    void aWindowIsThereWithItsLastRow() throws IOException {
        try (PipedOutputStream rows = new PipedOutputStream();
                PipedInputStream in = new PipedInputStream(rows)) {
            rows.write("time,v,odd\n1700000000,1,0\n1700000060,2,0\n1700000120,3,0\n".getBytes(StandardCharsets.UTF_8));
            SeriesStream stream = new SeriesStream(in, format(1, Gaps.REFUSE), 100);
            assertThat(stream.next().timestamps()).containsExactly(Instant.ofEpochSecond(1700000120));
            rows.write("1700000180,4,0\n".getBytes(StandardCharsets.UTF_8));
            assertThat(stream.next().values().toFloatArray()).containsExactly(2, 3, 4);
        }
    }

    @Test
    void noWindowReachesOverAGapInTime() {
        String late = MINUTES.replace("2024-01-01 00:03", "2024-01-01 00:13")
                .replace("2024-01-01 00:04", "2024-01-01 00:14")
                .replace("2024-01-01 00:05", "2024-01-01 00:15");
        assertThat(all(late, format(1, Gaps.SPLIT), 9).get(0).values().toFloatArray())
                .containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(rows(all(late, format(1, Gaps.IGNORE), 9))).hasSize(4);
        assertRefused(
                () -> all(late, format(1, Gaps.REFUSE), 9),
                "standard input:5: rows are missing: 2024-01-01T00:02:00Z is followed by 2024-01-01T00:13:00Z");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                ",3,1 | ,?,1 | standard input:4: 'v' '?' is no number",
                ",3,1 | ,3 | standard input:4: this row has 2 fields, and there are 3 columns",
                "time,v | times,v | there is no column 'time'",
                "00:01:00,2 | 00:00:00,2 | standard input:3: 2024-01-01T00:00:00Z is not later than",
            })
    void badRowsAreNamed(String right, String wrong, String message) {
        assertRefused(() -> all(MINUTES.replace(right, wrong), format(1, Gaps.REFUSE), 9), message);
    }

    @Test
    void anEmptyInputIsRefusedAndAShortOneHasNoWindow() {
        assertRefused(() -> all("", format(1, Gaps.REFUSE), 9), "standard input: there are no names of columns in it");
        assertThat(all("time,v,odd\n1700000000,1,0\n", format(1, Gaps.REFUSE), 9))
                .isEmpty();
    }
}
