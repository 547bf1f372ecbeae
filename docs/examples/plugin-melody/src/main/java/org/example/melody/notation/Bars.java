package org.example.melody.notation;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Accidentals of the bars of a tune: one that is written holds for its note until the bar ends. */
final class Bars {
    private record Note(char name, int octave) {}

    private final Map<Note, Integer> written = new HashMap<>();
    private KeySignature key = new KeySignature(0);

    void in(KeySignature newKey) {
        this.key = newKey;
    }

    /** A bar ends here. */
    void next() {
        written.clear();
    }

    /**
     * By how many semitones a note differs from the white key.
     *
     * @param accidental as written before the note; null where there is none
     */
    int accidental(char name, int octave, @Nullable Integer accidental) {
        Note note = new Note(name, octave);
        if (accidental != null) {
            written.put(note, accidental);
        }
        return written.getOrDefault(note, key.accidental(name));
    }
}
