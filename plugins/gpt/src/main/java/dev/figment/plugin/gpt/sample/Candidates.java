package dev.figment.plugin.gpt.sample;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The tokens that stages have left, in the order of their ids, and their logits. At first these are all tokens; a stage that
 * keeps few makes it short, so that those after it and the draw look at few. Minus infinity is a token that is not to be chosen.
 */
final class Candidates {
    private float[] logits;
    /** Of each logit; null where they are all tokens. */
    private int @Nullable [] ids;

    /** All tokens. */
    Candidates(float[] logits) {
        this.logits = logits;
    }

    /** One for each candidate; stages change them in place. */
    float[] logits() {
        return logits;
    }

    /** The token of a candidate. */
    int id(int index) {
        return ids == null ? index : ids[index];
    }

    /** The candidate that is this token, or -1 if it is none. */
    int index(int id) {
        if (ids == null) {
            return id < logits.length ? id : -1;
        }
        return Math.max(-1, Arrays.binarySearch(ids, id));
    }

    /** The token must not be chosen. */
    void forbid(int id) {
        int index = index(id);
        if (index >= 0) {
            logits[index] = Float.NEGATIVE_INFINITY;
        }
    }

    /** Leaves these alone. */
    void keep(int[] indices) {
        ids = IntStream.of(indices).map(this::id).toArray();
        float[] kept = new float[indices.length];
        for (int i = 0; i < kept.length; i++) {
            kept[i] = logits[indices[i]];
        }
        logits = kept;
    }
}
