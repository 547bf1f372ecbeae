package dev.figment.core.data;

import static dev.figment.core.data.Sources.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.figment.api.Series;
import dev.figment.api.data.Dataset;
import dev.figment.api.data.SeriesFormat;
import dev.figment.api.data.SeriesFormat.Gaps;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SeriesFilesTest {
    private static final String HOURS = """
            time,a,b,odd
            2024-01-01 00:00:00,1,10,0
            2024-01-01 01:00:00,2,20,0
            2024-01-01 02:00:00,3,30,1
            2024-01-01 03:00:00,4,40,0
            2024-01-01 04:00:00,5,50,0
            """;

    @TempDir
    Path base;

    private Sources sources;

    @BeforeEach
    void begin() {
        sources = new Sources(base);
    }

    private static SeriesFormat format(int window, Gaps gaps) {
        return new SeriesFormat(window, 1, List.of(), "time", "odd", null, gaps, 0, 1, false);
    }

    private Dataset<Series> open(String csv, SeriesFormat format) {
        try {
            sources.text("s.csv", csv);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return sources.open("s.csv", format);
    }

    private static Series all(Dataset<Series> series) {
        return series.read(IntStream.range(0, series.size()).toArray());
    }

    @Test
    void windowsHaveTheTimeAndTheLabelOfTheirLastRow() {
        Series windows = all(open(HOURS, format(2, Gaps.REFUSE)));
        assertThat(windows.values().shape()).containsExactly(4, 2, 2);
        assertThat(windows.values().rows(1, 2).toFloatArray()).containsExactly(2, 20, 3, 30);
        assertThat(windows.timestamps().get(0)).isEqualTo(Instant.parse("2024-01-01T01:00:00Z"));
        assertThat(windows.labels()).containsExactly(0, 1, 0, 0);
    }

    @Test
    void columnsAndStrideAreChosen() {
        Series windows =
                all(open(HOURS, new SeriesFormat(2, 3, List.of("b", "a"), null, null, null, Gaps.REFUSE, 0, 1, false)));
        assertThat(windows.values().toFloatArray()).containsExactly(10, 1, 20, 2, 40, 4, 50, 5);
        assertThat(windows.timestamps()).isEmpty();
        assertThat(windows.labels()).isEmpty();
    }

    @Test
    void noWindowReachesIntoAnotherFile() throws IOException {
        sources.text("d/1.csv", "v\n1\n2\n3\n");
        sources.text("d/2.csv", "v\n4\n");
        sources.text("d/3.csv", "v\n5\n6\n");
        SeriesFormat pairs = SeriesFormat.of(2);
        assertThat(all(sources.open("d", pairs)).values().toFloatArray()).containsExactly(1, 2, 2, 3, 5, 6);
        sources.text("d/3.csv", "w\n5\n6\n");
        assertRefused(
                () -> sources.open("d", pairs),
                base.resolve("d/3.csv") + ": this file has the columns [w], and " + base.resolve("d/1.csv")
                        + " has [v]");
    }

    @Test
    void missingRowsAreNamedOrSplitTheSeries() {
        String gap = HOURS.replace("2024-01-01 02:00:00,3,30,1\n", "");
        assertRefused(
                () -> open(gap, format(2, Gaps.REFUSE)),
                base.resolve("s.csv")
                        + ":4: rows are missing: 2024-01-01T01:00:00Z is followed by 2024-01-01T03:00:00Z,"
                        + " and usually by one 1h later",
                "'gaps: split'");
        assertThat(all(open(gap, format(2, Gaps.SPLIT))).values().toFloatArray())
                .containsExactly(1, 10, 2, 20, 4, 40, 5, 50);
        assertThat(open(gap, format(2, Gaps.IGNORE)).size()).isEqualTo(3);
        assertRefused(
                () -> open(gap, format(3, Gaps.SPLIT)),
                "no stretch without a gap has the 3 rows of a window; the longest has 2");
    }

    @Test
    void timesThatDoNotRiseAreNamed() {
        String unsorted = HOURS.replace("2024-01-01 03", "2024-01-01 01");
        assertRefused(
                () -> open(unsorted, format(2, Gaps.REFUSE)),
                base.resolve("s.csv") + ":5: 2024-01-01T01:00:00Z is not later than 2024-01-01T02:00:00Z in the row"
                        + " before",
                "sort the rows by time");
        // The jump forward to the last row is a gap as well.
        assertThat(open(unsorted, format(2, Gaps.SPLIT)).size()).isEqualTo(2);
    }

    @Test
    void missingValuesAreNamedOrSplitTheSeries() {
        for (String missing : List.of("", "NaN", "NA")) {
            String csv = HOURS.replace("3,30,1", missing + ",30,1");
            assertRefused(
                    () -> open(csv, format(2, Gaps.REFUSE)),
                    base.resolve("s.csv") + ":4: 'a'" + (missing.isEmpty() ? "" : " '" + missing + "'") + " is missing",
                    "'gaps: split'");
            assertThat(all(open(csv, format(2, Gaps.SPLIT))).values().toFloatArray())
                    .containsExactly(1, 10, 2, 20, 4, 40, 5, 50);
            assertRefused(() -> open(csv, format(2, Gaps.IGNORE)), "is missing");
        }
        assertThat(open(HOURS.replace("5,50,0", ",50,0"), format(2, Gaps.SPLIT)).size())
                .isEqualTo(3);
        assertThat(open(HOURS.replace("1,10,0", ",10,0"), format(2, Gaps.SPLIT)).size())
                .isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "3,30,1 | ?3,30,1 | :4: 'a' '?3' is no number",
                "3,30,1 | Infinity,30,1 | :4: 'a' 'Infinity' is no finite number",
                "3,30,1 | 1e99,30,1 | :4: 'a' '1e99' is no finite number",
                "3,30,1 | 3,30,maybe | :4: 'odd' 'maybe' is no label",
                "3,30,1 | 3,30 | :4: this row has 3 fields, and there are 4 columns",
                "2024-01-01 02 | 01/02/2024 02 | :4: 'time' '01/02/2024 02:00:00' is no time",
                "time,a,b | time,a,a | :1: two columns are called 'a'",
                "3,30,1 | 3,\"30,1 | :4: a quote that begins in this row does not end",
                "time,a | times,a | there is no column 'time'; there is: a, b, odd, times; did you mean 'times'?"
            })
    void badRowsAreNamed(String right, String wrong, String message) {
        for (Gaps gaps : Gaps.values()) {
            assertRefused(
                    () -> open(HOURS.replace(right, wrong), format(2, gaps)),
                    base.resolve("s.csv").toString(),
                    message);
        }
    }

    @Test
    void quotesAndLineEndsOfAnyKindAreRead() {
        String csv = "\"the \"\"a\"\"\",b\r\n\"1\",2\r\n\r\n3,\"4\"";
        Series windows = all(open(csv, SeriesFormat.of(1)));
        assertThat(windows.values().toFloatArray()).containsExactly(1, 2, 3, 4);
    }

    @Test
    void anEmptyFileIsRefused() {
        assertRefused(() -> open("", format(2, Gaps.REFUSE)), "no rows below the names of its columns");
        assertRefused(() -> open("time,a,b,odd\n", format(2, Gaps.REFUSE)), "no rows below the names of its columns");
    }

    @ParameterizedTest
    @CsvSource({
        "2024-03-01T12:00:00Z, 2024-03-01T12:00:00Z",
        "2024-03-01 12:00:00+02:00, 2024-03-01T10:00:00Z",
        "2024-03-01 12:00:00 +02:00, 2024-03-01T10:00:00Z",
        "2024-03-01 12:00, 2024-03-01T12:00:00Z",
        "2024-03-01 12:00:00.25, 2024-03-01T12:00:00.250Z",
        "2024-03-01, 2024-03-01T00:00:00Z",
        "2024-03, 2024-03-01T00:00:00Z",
        "1709294400, 2024-03-01T12:00:00Z",
        "1709294400.5, 2024-03-01T12:00:00.500Z",
        "-0086400.25, 1969-12-30T23:59:59.750Z"
    })
    void timesAreIsoOrSeconds(String text, Instant expected) {
        assertThat(Times.parse(text)).contains(expected);
    }

    @ParameterizedTest
    @CsvSource({"yesterday", "2024-13-01", "1.3.2024", "''", "12", "2024-03-01 25:00:00"})
    void otherTextIsNoTime(String text) {
        assertThat(Times.parse(text)).isEmpty();
    }
}
