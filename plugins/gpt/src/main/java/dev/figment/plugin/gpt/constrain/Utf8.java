package dev.figment.plugin.gpt.constrain;

import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.util.automaton.Automata;
import org.apache.lucene.util.automaton.Automaton;
import org.apache.lucene.util.automaton.Operations;

/**
 * The well-formed sequences of bytes in UTF-8 (Unicode, table 3-7). Lucene's conversion of an automaton to UTF-8 lets longer
 * forms of characters through, which stand in no text, and halves of surrogate pairs.
 */
final class Utf8 {
    /** For each kind of character the least and the greatest byte at each place. */
    private static final int[][] CHARACTERS = {
        {0x00, 0x7F},
        {0xC2, 0xDF, 0x80, 0xBF},
        {0xE0, 0xE0, 0xA0, 0xBF, 0x80, 0xBF},
        {0xE1, 0xEC, 0x80, 0xBF, 0x80, 0xBF},
        {0xED, 0xED, 0x80, 0x9F, 0x80, 0xBF},
        {0xEE, 0xEF, 0x80, 0xBF, 0x80, 0xBF},
        {0xF0, 0xF0, 0x90, 0xBF, 0x80, 0xBF, 0x80, 0xBF},
        {0xF1, 0xF3, 0x80, 0xBF, 0x80, 0xBF, 0x80, 0xBF},
        {0xF4, 0xF4, 0x80, 0x8F, 0x80, 0xBF, 0x80, 0xBF}
    };

    /** All texts, byte by byte. */
    static final Automaton TEXTS = texts();

    private Utf8() {}

    private static Automaton texts() {
        List<Automaton> characters = new ArrayList<>();
        for (int[] bounds : CHARACTERS) {
            List<Automaton> bytes = new ArrayList<>();
            for (int i = 0; i < bounds.length; i += 2) {
                bytes.add(Automata.makeCharRange(bounds[i], bounds[i + 1]));
            }
            characters.add(Operations.concatenate(bytes));
        }
        return Operations.determinize(Operations.repeat(Operations.union(characters)), 10_000);
    }
}
