package dev.figment.core.data;

import java.nio.FloatBuffer;

/** From bytes to values in [0, 1]. */
final class Levels {
    /** A table is faster than a division, and exact. */
    private static final float[] VALUE = new float[256];

    static {
        for (int level = 0; level < VALUE.length; level++) {
            VALUE[level] = level / 255f;
        }
    }

    private Levels() {}

    /** Puts values at a buffer's position; absolute puts are what the compiler makes a tight loop of. */
    static void put(byte[] levels, int from, int count, FloatBuffer to) {
        int at = to.position();
        for (int i = 0; i < count; i++) {
            to.put(at + i, VALUE[levels[from + i] & 0xff]);
        }
        to.position(at + count);
    }
}
