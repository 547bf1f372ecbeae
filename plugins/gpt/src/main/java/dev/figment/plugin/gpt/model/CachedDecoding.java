package dev.figment.plugin.gpt.model;

import java.nio.FloatBuffer;

/** A sequence of bounded length; subclasses differ in what becomes of the cache. */
abstract class CachedDecoding implements Decoding {
    private final int capacity;
    private int length;

    CachedDecoding(int capacity) {
        this.capacity = capacity;
    }

    /** Reads tokens, which there is room for, after so many others: the logits after the last one. */
    abstract FloatBuffer read(int[] ids, int before);

    @Override
    public final FloatBuffer accept(int... ids) {
        if (ids.length == 0 || length + ids.length > capacity) {
            throw new IllegalArgumentException(ids.length + " tokens after " + length + " of " + capacity);
        }
        FloatBuffer last = read(ids, length);
        length += ids.length;
        return last;
    }

    @Override
    public final int length() {
        return length;
    }

    @Override
    public final int capacity() {
        return capacity;
    }
}
