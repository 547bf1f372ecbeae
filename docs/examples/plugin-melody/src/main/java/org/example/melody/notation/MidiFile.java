package org.example.melody.notation;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.sound.midi.InvalidMidiDataException;
import javax.sound.midi.MetaMessage;
import javax.sound.midi.MidiEvent;
import javax.sound.midi.MidiSystem;
import javax.sound.midi.Sequence;
import javax.sound.midi.ShortMessage;
import javax.sound.midi.Track;
import org.example.melody.Melodies;

/** Melodies one after the other, a bar apart, as a Standard MIDI File of type 0. */
public final class MidiFile {
    private static final int TICKS = 24;
    private static final int VELOCITY = 90;
    private static final int TEMPO = 0x51;
    private static final int NAME = 0x03;
    private static final int MICROSECONDS_A_MINUTE = 60_000_000;

    private final Track track;

    private MidiFile(Track track) {
        this.track = track;
    }

    /**
     * The file's bytes.
     *
     * @param tempo quarter notes a minute, from 4 to 1000
     * @param program the instrument of General MIDI, from 0
     */
    public static byte[] of(List<int[]> melodies, String name, int tempo, int program) {
        try {
            Sequence sequence = new Sequence(Sequence.PPQ, 2 * TICKS);
            MidiFile file = new MidiFile(sequence.createTrack());
            int micros = MICROSECONDS_A_MINUTE / tempo;
            file.meta(NAME, name.getBytes(StandardCharsets.UTF_8));
            file.meta(TEMPO, new byte[] {(byte) (micros >> 16), (byte) (micros >> 8), (byte) micros});
            file.message(0, ShortMessage.PROGRAM_CHANGE, program, 0);
            int from = 0;
            for (int[] melody : melodies) {
                file.add(melody, from);
                from += melody.length + Melodies.BAR;
            }
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            MidiSystem.write(sequence, 0, bytes);
            return bytes.toByteArray();
        } catch (InvalidMidiDataException | IOException e) {
            throw new IllegalStateException("melodies that MIDI does not know", e);
        }
    }

    private void add(int[] melody, int from) throws InvalidMidiDataException {
        for (int at = 0; at < melody.length; at++) {
            if (melody[at] >= 0) {
                int end = at + 1;
                while (end < melody.length && melody[end] == Melodies.HOLD) {
                    end++;
                }
                message(from + at, ShortMessage.NOTE_ON, melody[at], VELOCITY);
                message(from + end, ShortMessage.NOTE_OFF, melody[at], 0);
            }
        }
    }

    private void meta(int type, byte[] content) throws InvalidMidiDataException {
        track.add(new MidiEvent(new MetaMessage(type, content, content.length), 0));
    }

    private void message(int eighth, int command, int first, int second) throws InvalidMidiDataException {
        track.add(new MidiEvent(new ShortMessage(command, 0, first, second), (long) eighth * TICKS));
    }
}
