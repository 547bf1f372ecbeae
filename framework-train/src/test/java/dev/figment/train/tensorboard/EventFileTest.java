package dev.figment.train.tensorboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventFileTest {
    private static final Clock CLOCK = Clock.fixed(Instant.ofEpochMilli(1_700_000_000_250L), ZoneOffset.UTC);

    @TempDir
    Path root;

    private Path folder() {
        return root.resolve("train");
    }

    private void write(long from, long to, long resumedAt) throws IOException {
        try (EventFile file = EventFile.open(folder(), resumedAt, CLOCK)) {
            for (long step = from; step <= to; step++) {
                file.scalars(step, Map.of("loss", 1.0 / step));
            }
        }
    }

    private List<Long> steps() throws IOException {
        return Records.of(folder()).stream()
                .filter(event -> event.has(5))
                .map(event -> event.whole(2))
                .toList();
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder())) {
            return files.sorted().toList();
        }
    }

    @Test
    void beginsWithItsVersionAndHoldsScalarsWithStepAndTime() throws IOException {
        Map<String, Double> metrics = new LinkedHashMap<>();
        metrics.put("loss", 0.25);
        metrics.put("größe", -3e-20);
        try (EventFile file = EventFile.open(folder(), 0, CLOCK)) {
            file.scalars(429, metrics);
        }
        assertThat(files())
                .singleElement()
                .satisfies(file -> assertThat(file).hasFileName("events.out.tfevents.1700000000.figment"));
        List<Message> events = Records.of(folder());
        assertThat(events).hasSize(2);
        assertThat(events.get(0).text(3)).isEqualTo("brain.Event:2");
        assertThat(events.get(1).real(1)).isCloseTo(1_700_000_000.25, within(1e-6));
        assertThat(events.get(1).whole(2)).isEqualTo(429);
        List<Message> values = events.get(1).message(5).messages(1);
        assertThat(values).extracting(value -> value.text(1)).containsExactly("loss", "größe");
        assertThat(values).extracting(value -> value.single(2)).containsExactly(0.25f, -3e-20f);
    }

    @Test
    void holdsPicturesSoundsAndTexts() throws IOException {
        byte[] png = ByteBuffer.allocate(33).putInt(16, 640).putInt(20, 480).array();
        byte[] wav = ByteBuffer.allocate(44 + 20)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(24, 16_000)
                .array();
        try (EventFile file = EventFile.open(folder(), 0, CLOCK)) {
            file.image(1, "samples", png);
            file.audio(2, "speech", wav);
            file.text(3, "verse", "# not a heading\nend");
        }
        List<Message> values = Records.of(folder()).stream()
                .skip(1)
                .map(event -> event.message(5).message(1))
                .toList();
        assertThat(values).extracting(value -> value.text(1)).containsExactly("samples", "speech", "verse");
        Message image = values.get(0).message(4);
        assertThat(List.of(image.whole(1), image.whole(2), image.whole(3))).containsExactly(480L, 640L, 3L);
        assertThat(image.bytes(4)).isEqualTo(png);
        Message audio = values.get(1).message(6);
        assertThat(audio.single(1)).isEqualTo(16_000f);
        assertThat(List.of(audio.whole(2), audio.whole(3))).containsExactly(1L, 10L);
        assertThat(audio.bytes(4)).isEqualTo(wav);
        assertThat(audio.text(5)).isEqualTo("audio/wav");
        Message tensor = values.get(2).message(8);
        assertThat(tensor.whole(1)).as("DT_STRING").isEqualTo(7);
        assertThat(tensor.message(2).message(2).whole(1)).isEqualTo(1);
        assertThat(tensor.text(8)).isEqualTo("    # not a heading\n    end\n");
        assertThat(values.get(2).message(9).message(1).text(1)).isEqualTo("text");
    }

    @Test
    void resumedAtAnyStepEachStepIsThereOnce() throws IOException {
        write(1, 9, 0);
        for (long step : new long[] {9, 6, 8, 1, 0, 0}) {
            write(step + 1, 9, step);
            assertThat(steps()).as("resumed at " + step).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L);
        }
    }

    @Test
    void aResumedRunTellsAnOpenTensorBoardWhatIsVoid() throws IOException {
        write(1, 9, 0);
        write(7, 9, 6);
        assertThat(files()).hasSize(2);
        Message restart = Records.of(folder()).get(1 + 6 + 1);
        assertThat(restart.whole(2)).isEqualTo(7);
        assertThat(restart.message(7).whole(1)).as("SessionLog.START").isEqualTo(1);
    }

    @Test
    void nothingIsWrittenUntilThereIsSomethingToShow() throws IOException {
        EventFile.open(folder(), 0, CLOCK).close();
        assertThat(folder()).doesNotExist();
    }

    @Test
    void filesOfWhichNothingIsLeftAreDeletedAndOthersAreNotTouched() throws IOException {
        write(5, 9, 0);
        Files.writeString(folder().resolve("notes.txt"), "somebody's");
        EventFile.open(folder(), 4, CLOCK).close();
        assertThat(files()).containsExactly(folder().resolve("notes.txt"));
    }

    @Test
    void cutAtAnyByteByAKillItIsRepaired() throws IOException {
        write(1, 3, 0);
        Path file = files().get(0);
        byte[] whole = Files.readAllBytes(file);
        List<Integer> ends = new ArrayList<>();
        for (int length = 0; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            EventFile.open(folder(), 3, CLOCK).close();
            ends.add(files().isEmpty() ? 0 : steps().size());
        }
        assertThat(ends).isSorted().startsWith(0).endsWith(2).contains(1);
    }

    @Test
    void abruptlyDamagedBytesEndTheSeriesBeforeThem() throws IOException {
        write(1, 3, 0);
        byte[] bytes = Files.readAllBytes(files().get(0));
        int middle = new String(bytes, StandardCharsets.ISO_8859_1).lastIndexOf("loss");
        bytes[middle] ^= 1;
        Files.write(files().get(0), bytes);
        EventFile.open(folder(), 3, CLOCK).close();
        assertThat(steps()).containsExactly(1L, 2L);
    }
}
