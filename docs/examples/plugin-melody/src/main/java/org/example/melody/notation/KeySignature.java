package org.example.melody.notation;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which notes are sharp or flat without a word.
 *
 * @param sharps how many are sharp, or as a negative number how many are flat; from −7 to 7
 */
record KeySignature(int sharps) {
    /** In the order in which they become sharp; they become flat in the opposite one. */
    private static final String FIFTHS = "FCGDAEB";

    private static final Pattern NAME = Pattern.compile("([A-G])([#b]?)\\s*(m|min|minor|maj|major)?");

    /** Of a key's name, such as {@code G}, {@code Bb} or {@code Em}; empty where it is none. */
    static Optional<KeySignature> of(String name) {
        Matcher key = NAME.matcher(name);
        if (!key.matches()) {
            return Optional.empty();
        }
        int sharps = FIFTHS.indexOf(key.group(1)) - 1;
        sharps += key.group(2).equals("#") ? 7 : key.group(2).equals("b") ? -7 : 0;
        sharps -= key.group(3) != null && key.group(3).matches("m|min|minor") ? 3 : 0;
        return Math.abs(sharps) <= 7 ? Optional.of(new KeySignature(sharps)) : Optional.empty();
    }

    /** By how many semitones a note, from A to G, differs from the white key. */
    int accidental(char note) {
        int place = FIFTHS.indexOf(note);
        if (place < sharps) {
            return 1;
        }
        return FIFTHS.length() - 1 - place < -sharps ? -1 : 0;
    }
}
