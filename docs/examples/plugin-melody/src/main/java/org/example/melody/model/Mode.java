package org.example.melody.model;

import java.util.Set;

/** The steps of a scale. */
public enum Mode {
    MAJOR(0, 2, 4, 5, 7, 9, 11),
    MINOR(0, 2, 3, 5, 7, 8, 10),
    PENTATONIC(0, 2, 4, 7, 9);

    private final Set<Integer> semitones;

    Mode(Integer... semitones) {
        this.semitones = Set.of(semitones);
    }

    /** Whether a pitch that lies so many semitones above a tonic, from 0 to 11, belongs to its scale. */
    boolean has(int semitone) {
        return semitones.contains(semitone);
    }
}
