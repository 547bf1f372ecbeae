package dev.figment.plugin.gpt.sample;

import dev.figment.api.config.Alternative;
import dev.figment.api.config.Default;
import dev.figment.api.config.Description;
import java.nio.IntBuffer;

/** Keeps the k likeliest tokens (Fan et al. 2018); of those that are equally likely, those with the smaller ids. */
@Alternative("top-k")
@Description("Keeps the likeliest tokens")
public record TopK(
        @Description("How many, at least 1") @Default("40") int k) implements Stage {
    public TopK {
        if (k < 1) {
            throw new IllegalArgumentException("k must be at least 1, not " + k);
        }
    }

    @Override
    public void apply(Candidates candidates, IntBuffer history) {
        float[] logits = candidates.logits();
        if (k >= logits.length) {
            return;
        }
        candidates.keep(Selection.indices(logits, k));
    }
}
