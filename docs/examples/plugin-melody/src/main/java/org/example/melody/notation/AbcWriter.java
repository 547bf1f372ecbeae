package org.example.melody.notation;

import java.util.Locale;
import org.example.melody.Melodies;

/** Writes a melody in ABC notation, in C with sharps, a bar line after each eight eighths and a line break after four bars. */
public final class AbcWriter {
    private static final String[] NOTES = {"C", "^C", "D", "^D", "E", "F", "^F", "G", "^G", "A", "^A", "B"};
    private static final int BARS_IN_A_LINE = 4;

    private final StringBuilder abc = new StringBuilder();
    private final Bars bars = new Bars();

    private AbcWriter() {}

    /** A tune of its own. */
    public static String write(int[] events, String title) {
        AbcWriter writer = new AbcWriter();
        writer.abc.append("X:1\nT:").append(title).append("\nM:4/4\nL:1/8\nK:C\n");
        writer.notes(events);
        return writer.abc.append("]").toString();
    }

    private void notes(int[] events) {
        int end = (events.length + Melodies.BAR - 1) / Melodies.BAR * Melodies.BAR;
        int pitch = Melodies.REST;
        int at = 0;
        while (at < end) {
            int event = at < events.length ? events[at] : Melodies.REST;
            pitch = event == Melodies.HOLD ? pitch : event;
            int from = at++;
            while (at % Melodies.BAR != 0 && continues(events, at, pitch)) {
                at++;
            }
            boolean isTied = pitch >= 0 && at < events.length && events[at] == Melodies.HOLD;
            abc.append(pitch < 0 ? "z" : name(pitch))
                    .append(at - from == 1 ? "" : at - from)
                    .append(isTied ? "-" : "");
            if (at % Melodies.BAR == 0) {
                bars.next();
                abc.append(at % (BARS_IN_A_LINE * Melodies.BAR) == 0 && at < end ? "|\n" : "|");
            }
        }
    }

    private static boolean continues(int[] events, int at, int pitch) {
        int event = at < events.length ? events[at] : Melodies.REST;
        return event == Melodies.HOLD || (pitch < 0 && event == Melodies.REST);
    }

    private String name(int pitch) {
        int octave = Math.floorDiv(pitch, 12) - 5;
        String note = NOTES[pitch % 12];
        char letter = note.charAt(note.length() - 1);
        // Unless it is said that it is natural, a note stays sharp until the bar ends.
        int accidental = note.length() - 1;
        String sign = bars.accidental(letter, octave, null) == accidental ? "" : accidental == 1 ? "^" : "=";
        bars.accidental(letter, octave, accidental);
        return sign
                + (octave >= 1 ? Character.toString(letter).toLowerCase(Locale.ROOT) : letter)
                + (octave >= 1 ? "'".repeat(octave - 1) : ",".repeat(-octave));
    }
}
