package dev.figment.train.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.figment.api.error.FigmentException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsLogTest {
    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("metrics.jsonl");
    }

    private void write(long from, long to, long resumedAt) {
        try (MetricsLog log = MetricsLog.open(file, resumedAt)) {
            for (long step = from; step <= to; step++) {
                log.write(step, step / 2.0, "step", Map.of("loss", 1.0 / step));
            }
        }
    }

    @Test
    void holdsOneJsonObjectALine() throws IOException {
        Map<String, Double> metrics = new LinkedHashMap<>();
        metrics.put("loss", 0.25);
        metrics.put("größe", 3e-20);
        try (MetricsLog log = MetricsLog.open(file, 0)) {
            log.write(50, 1.5, "step", metrics);
            log.write(60, 2, "validation", Map.of("loss", 0.5));
        }
        assertThat(Files.readString(file)).isEqualTo("""
                {"step":50,"epoch":1.5,"split":"step","loss":0.25,"größe":3.0E-20}
                {"step":60,"epoch":2.0,"split":"validation","loss":0.5}
                """);
    }

    @Test
    void aLineIsInTheFileAsSoonAsItIsWritten() throws IOException {
        try (MetricsLog log = MetricsLog.open(file, 0)) {
            log.write(1, 1, "step", Map.of());
            assertThat(Files.readAllLines(file)).hasSize(1);
        }
    }

    @Test
    void linesAfterTheStepResumedAtAreDropped() throws IOException {
        write(1, 9, 0);
        byte[] whole = Files.readAllBytes(file);
        for (long step = 0; step <= 9; step++) {
            write(step + 1, 9, step);
            assertThat(Files.readAllBytes(file)).as("resumed at " + step).isEqualTo(whole);
        }
    }

    @Test
    void aRunFromTheBeginningLeavesNothingOfTheOneBefore() throws IOException {
        write(1, 5, 0);
        write(1, 1, 0);
        assertThat(Files.readAllLines(file)).hasSize(1);
    }

    @Test
    void cutAtAnyByteByAKillItIsRepaired() throws IOException {
        try (MetricsLog log = MetricsLog.open(file, 0)) {
            log.write(1, 0.5, "step", Map.of("größe", 1.0));
            log.write(2, 1, "step", Map.of("größe", 1.0));
        }
        byte[] whole = Files.readAllBytes(file);
        String first = Files.readAllLines(file).get(0) + "\n";
        int firstLength = first.getBytes(StandardCharsets.UTF_8).length;
        for (int length = 0; length < whole.length - 1; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            MetricsLog.open(file, 2).close();
            boolean firstIsWhole = length >= firstLength - 1;
            assertThat(Files.readString(file)).as("cut after " + length).isEqualTo(firstIsWhole ? first : "");
        }
    }

    @Test
    void aLineThatLacksOnlyItsEndGetsIt() throws IOException {
        Files.writeString(file, "{\"step\":1}");
        write(2, 2, 1);
        assertThat(Files.readAllLines(file)).hasSize(2).first().isEqualTo("{\"step\":1}");
    }

    @Test
    void anUnwritableFileIsNamed() throws IOException {
        Files.createDirectory(file);
        assertThatThrownBy(() -> MetricsLog.open(file, 0))
                .isInstanceOfSatisfying(
                        FigmentException.class,
                        failure -> assertThat(failure.fault()).isEqualTo(FigmentException.Fault.RUN))
                .hasMessageContaining(file.toString());
    }
}
