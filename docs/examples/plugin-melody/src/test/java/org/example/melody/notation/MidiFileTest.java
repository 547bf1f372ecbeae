package org.example.melody.notation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import javax.sound.midi.MidiSystem;
import javax.sound.midi.Sequence;
import javax.sound.midi.ShortMessage;
import javax.sound.midi.Track;
import org.example.melody.TinyMelodies;
import org.junit.jupiter.api.Test;

class MidiFileTest {
    @Test
    void notesBeginAndEndWhenTheMelodiesSay() throws Exception {
        byte[] file = MidiFile.of(TinyMelodies.three().melodies(), "three", 120, 73);
        Sequence sequence = MidiSystem.getSequence(new ByteArrayInputStream(file));
        assertThat(sequence.getTracks()).hasSize(1);
        List<String> messages = new ArrayList<>();
        Track track = sequence.getTracks()[0];
        for (int i = 0; i < track.size(); i++) {
            if (track.get(i).getMessage() instanceof ShortMessage message) {
                String kind = message.getCommand() == ShortMessage.NOTE_ON
                        ? "on"
                        : message.getCommand() == ShortMessage.NOTE_OFF ? "off" : "program";
                messages.add(
                        track.get(i).getTick() * 2 / sequence.getResolution() + " " + kind + " " + message.getData1());
            }
        }
        // Eight eighths of silence between one melody and the next.
        assertThat(messages)
                .containsExactlyInAnyOrder(
                        "0 program 73",
                        "0 on 60",
                        "2 off 60",
                        "2 on 62",
                        "3 off 62",
                        "3 on 64",
                        "4 off 64",
                        "13 on 67",
                        "16 off 67",
                        "16 on 65",
                        "17 off 65",
                        "17 on 64",
                        "18 off 64",
                        "26 on 72",
                        "27 off 72");
        // 120 quarter notes a minute.
        assertThat(sequence.getMicrosecondLength()).isEqualTo(27 * 250_000L);
    }
}
