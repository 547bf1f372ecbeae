package dev.figment.plugin.gpt.model;

import dev.figment.api.Tensor;
import java.nio.FloatBuffer;

/** The logits of a run. */
final class Logits {
    private Logits() {}

    /** Those of the last position, of [1, sequence, vocabulary]. */
    static FloatBuffer last(Tensor logits) {
        int vocabulary = Math.toIntExact(logits.dim(2));
        FloatBuffer all = logits.floats();
        return all.slice(all.limit() - vocabulary, vocabulary);
    }
}
