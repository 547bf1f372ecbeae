package dev.figment.core.data;

import static dev.figment.core.data.Sources.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.figment.api.Series;
import dev.figment.api.config.DataRef;
import dev.figment.api.data.SeriesFormat;
import dev.figment.api.data.SeriesFormat.Gaps;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Labels as spans of time, and parts of a series. */
class SeriesLabelsTest {
    @TempDir
    Path base;

    private Sources sources;

    @BeforeEach
    void begin() throws IOException {
        sources = new Sources(base);
        StringBuilder csv = new StringBuilder("time,v\n");
        for (int hour = 0; hour < 10; hour++) {
            csv.append(String.format("2024-01-01 %02d:00:00,%d%n", hour, hour));
        }
        sources.text("s.csv", csv.toString());
        sources.text("labels.json", "[[\"2024-01-01 03:00\", \"2024-01-01 04:30:00.000000\"]]");
    }

    private SeriesFormat format(String labels, double after, double until, boolean unlabelled) {
        return new SeriesFormat(
                2, 1, List.of(), "time", null, new DataRef(labels, base), Gaps.REFUSE, after, until, unlabelled);
    }

    private Series all(SeriesFormat format) {
        var data = sources.open("s.csv", format);
        return data.read(IntStream.range(0, data.size()).toArray());
    }

    private static List<Integer> lastValues(Series windows) {
        return IntStream.range(0, windows.size())
                .mapToObj(i -> (int) windows.values().floats().get(2 * i + 1))
                .toList();
    }

    @Test
    void aWindowIsLabelledIfItsLastRowLiesInASpan() {
        assertThat(all(format("labels.json", 0, 1, false)).labels()).containsExactly(0, 0, 1, 1, 0, 0, 0, 0, 0);
    }

    @Test
    void spansOfManyFilesGoByTheirNames() throws IOException {
        sources.text("labels.json", "{\"known/t.csv\": [], \"known/s.csv\": [[1704067200, 1704070800]]}");
        assertThat(all(format("labels.json", 0, 1, false)).labels()).containsExactly(1, 0, 0, 0, 0, 0, 0, 0, 0);
    }

    @Test
    void windowsWithALabelledRowAreLeftOut() {
        assertThat(lastValues(all(format("labels.json", 0, 1, true)))).containsExactly(1, 2, 6, 7, 8, 9);
    }

    @Test
    void aPartOfTheRowsIsRead() {
        assertThat(lastValues(all(format("labels.json", 0, 0.35, false)))).containsExactly(1, 2);
        assertThat(lastValues(all(format("labels.json", 0.35, 1, false)))).containsExactly(4, 5, 6, 7, 8, 9);
        assertThat(lastValues(all(format("labels.json", 0.2, 0.8, true)))).containsExactly(6, 7);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"u.csv\": []} | these labels say nothing about 's.csv'",
                "[[\"2025-01-01\", \"2025-01-02\"]] | no row lies in the labelled span from 2025-01-01T00:00:00Z",
                "[[\"2024-01-02\", \"2024-01-01\"]] | this span ends at 2024-01-01T00:00:00Z, before it begins",
                "[[\"2024-01-02\"]] | [0]: this is ARRAY, not a span",
                "[\"2024-01-02\"] | [0]: this is STRING, not a span",
                "[[\"today\", \"2024-01-01\"]] | \"today\" is no time",
                "{\"s.csv\": 3} | s.csv: this is NUMBER, not an array of spans",
                "7 | this is NUMBER, not an array of spans",
                "[[ | this is no JSON"
            })
    void labelsThatDoNotFitAreNamed(String json, String message) throws IOException {
        sources.text("labels.json", json);
        assertRefused(() -> all(format("labels.json", 0, 1, false)), message);
    }

    @Test
    void labelsThatAreNotThereAreNamed() {
        assertRefused(() -> all(format("lables.json", 0, 1, false)), "lables.json", "did you mean 'labels.json'?");
    }

    @Test
    void keysThatExcludeEachOtherAreRefused() {
        DataRef labels = new DataRef("labels.json", base);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SeriesFormat(2, 1, List.of(), "t", "l", labels, Gaps.REFUSE, 0, 1, false))
                .withMessage("label and labels exclude each other");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SeriesFormat(2, 1, List.of(), null, null, labels, Gaps.REFUSE, 0, 1, false))
                .withMessageContaining("give 'time'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SeriesFormat(2, 1, List.of(), null, null, null, Gaps.REFUSE, 0.5, 0.5, false))
                .withMessageContaining("after the lesser");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SeriesFormat(2, 1, List.of(), null, null, null, Gaps.REFUSE, 0, 1, true))
                .withMessage("unlabelled needs label or labels");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SeriesFormat.of(0))
                .withMessage("window must be at least 1");
    }
}
