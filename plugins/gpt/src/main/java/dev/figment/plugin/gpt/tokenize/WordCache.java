package dev.figment.plugin.gpt.tokenize;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The ids of words that came lately, one word for each value of a hash. Several threads may use it without a lock, since an
 * entry never changes: what one has put there another may miss, and then encodes the word again.
 */
final class WordCache {
    /** Longer words come too seldom. */
    static final int LONGEST = 48;

    private static final int SIZE = 1 << 16;

    private record Entry(char[] word, int[] ids) {}

    private final @Nullable Entry[] entries = new @Nullable Entry[SIZE];

    static int hash(char[] text, int from, int to) {
        int hash = 0;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + text[i];
        }
        hash *= 0x9E3779B9; // The golden ratio: words that differ in their last letters alone lie apart.
        return hash >>> 16;
    }

    int @Nullable [] find(char[] text, int from, int to, int hash) {
        Entry entry = entries[hash];
        return entry != null && Arrays.equals(entry.word, 0, entry.word.length, text, from, to) ? entry.ids : null;
    }

    void put(char[] text, int from, int to, int hash, int[] ids) {
        entries[hash] = new Entry(Arrays.copyOfRange(text, from, to), ids);
    }
}
