package dev.figment.plugin.gpt.tokenize;

import java.util.Arrays;

/** Integers by pairs of tokens, in a hash table with open addressing; it grows. */
final class LongTable {
    private static final long FREE = -1;

    private long[] keys;
    private int[] values;
    private int size;

    LongTable(int expected) {
        int slots = Integer.highestOneBit(Math.max(16, expected) * 2) * 2;
        this.keys = new long[slots];
        this.values = new int[slots];
        Arrays.fill(keys, FREE);
    }

    /** The key of two tokens. */
    static long pair(int left, int right) {
        return (long) left << 32 | right;
    }

    int getOrDefault(long key, int otherwise) {
        int slot = slot(keys, key);
        return keys[slot] == key ? values[slot] : otherwise;
    }

    /** Keeps what a key has already. */
    void putIfAbsent(long key, int value) {
        int slot = slot(keys, key);
        if (keys[slot] == key) {
            return;
        }
        keys[slot] = key;
        values[slot] = value;
        size++;
        if (2 * size > keys.length) {
            grow();
        }
    }

    private void grow() {
        long[] oldKeys = keys;
        int[] oldValues = values;
        keys = new long[2 * oldKeys.length];
        values = new int[2 * oldKeys.length];
        Arrays.fill(keys, FREE);
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldKeys[i] != FREE) {
                int slot = slot(keys, oldKeys[i]);
                keys[slot] = oldKeys[i];
                values[slot] = oldValues[i];
            }
        }
    }

    private static int slot(long[] keys, long key) {
        long mixed =
                key * 0x9E3779B97F4A7C15L; // The golden ratio, which spreads neighbouring keys (Knuth, volume 3, 6.4).
        int slot = (int) (mixed >>> 32) & (keys.length - 1);
        while (keys[slot] != FREE && keys[slot] != key) {
            slot = (slot + 1) & (keys.length - 1);
        }
        return slot;
    }
}
