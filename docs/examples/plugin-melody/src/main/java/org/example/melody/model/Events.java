package org.example.melody.model;

import java.util.Arrays;
import org.example.melody.Melodies;

/** Events as the model knows them: a token each. */
public final class Events {
    /** How many tokens there are: hold, rest, and a note at each pitch. */
    public static final int TOKENS = Melodies.HIGHEST + 1 - Melodies.HOLD;

    private Events() {}

    /** The token of an event. */
    public static int token(int event) {
        return event - Melodies.HOLD;
    }

    /** The event of a token. */
    public static int event(int token) {
        return token + Melodies.HOLD;
    }

    /** The tokens of the events before one; before a melody begins there are rests. */
    public static long[] before(int[] melody, int at, int count) {
        long[] tokens = new long[count];
        Arrays.setAll(tokens, i -> token(at - count + i < 0 ? Melodies.REST : melody[at - count + i]));
        return tokens;
    }
}
