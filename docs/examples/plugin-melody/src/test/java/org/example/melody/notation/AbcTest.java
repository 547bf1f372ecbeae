package org.example.melody.notation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.figment.api.error.FigmentException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.example.melody.Melodies;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AbcTest {
    private static final int HOLD = Melodies.HOLD;
    private static final int REST = Melodies.REST;

    private static int[] read(String key, String notes) {
        return AbcReader.read("X:1\nT:a tune\nL:1/8\nK:" + key + "\n" + notes, "here")
                .events();
    }

    @Test
    void readsNotesOctavesLengthsAndRests() {
        assertThat(read("C", "C,C2 c c'|z2 B3|]")).containsExactly(48, 60, HOLD, 72, 84, REST, REST, 71, HOLD, HOLD);
    }

    @Test
    void aTiedNoteGoesOn() {
        assertThat(read("C", "C2-|CC C-D")).containsExactly(60, HOLD, HOLD, 60, 60, 62);
    }

    @Test
    void anAccidentalHoldsUntilTheBarEnds() {
        assertThat(read("G", "F=FF|F ^C C c|C _B")).containsExactly(66, 65, 65, 66, 61, 61, 72, 60, 70);
    }

    @ParameterizedTest
    @CsvSource({
        "C, 60 62 64 65 67 69 71",
        "D, 61 62 64 66 67 69 71",
        "Bb, 60 62 63 65 67 69 70",
        "Em, 60 62 64 66 67 69 71"
    })
    void aKeySaysWhatIsSharpOrFlat(String key, String pitches) {
        assertThat(read(key, "CDEFGAB"))
                .containsExactly(Arrays.stream(pitches.split(" "))
                        .mapToInt(Integer::parseInt)
                        .toArray());
    }

    @Test
    void theUnitLengthIsWhatItSays() {
        assertThat(AbcReader.read("L:1/4\nK:C\nC D/ E/2 F3/2", "here").events())
                .containsExactly(60, HOLD, 62, 64, 65, HOLD, HOLD);
    }

    @ParameterizedTest
    @ValueSource(strings = {"train", "validation", "test"})
    void whatIsWrittenIsReadAgain(String split) throws IOException {
        for (String abc :
                Files.readString(Path.of("data/old-tunes", split + ".abc")).split("\n\n")) {
            Tune tune = AbcReader.read(abc, split);
            assertThat(AbcReader.read(AbcWriter.write(tune.events(), tune.title()), "written")
                            .events())
                    .as(tune.title())
                    .isEqualTo(tune.events());
        }
    }

    @Test
    void whatIsTransposedIsReadAgain() {
        int[] events = {61, HOLD, 60, 66, 65, 66, 66, 65, HOLD, HOLD, 61, REST, REST, 85, 36, HOLD};
        assertThat(AbcReader.read(AbcWriter.write(events, "t"), "written").events())
                .isEqualTo(events);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "L:1/8|K:C|C D % fine|C !x; line 4, '!' at column 3 is not read",
                "K:C|C3/2; line 2, the length of 'C3/2' is not a number of eighths",
                "K:C|C99999999999; line 2, the length of",
                "M:3/4|K:C|C; line 1, the metre 3/4 is not read",
                "K:H|C; line 1, the key 'H' is not known",
                "C D E; line 1, there are notes before the field K:",
                "K:C|z4; line 2, there is no note in it",
                "K:C|C|X:2|K:C|D; line 3, the field X: stands among the notes",
                "K:C|C,,,,,,; line 2, there is no such note as 'C,,,,,,' in MIDI",
                "L:1/0|K:C|C; line 1, '1/0' is no length"
            })
    void whatIsNotReadIsNamedWithItsPlace(String abc, String message) {
        String[] parts = message.split(", ", 2);
        assertThatExceptionOfType(FigmentException.class)
                .isThrownBy(() -> AbcReader.read(abc.replace('|', '\n'), "here"))
                .withMessageContaining("here, " + parts[0])
                .withMessageContaining(parts[1]);
    }
}
