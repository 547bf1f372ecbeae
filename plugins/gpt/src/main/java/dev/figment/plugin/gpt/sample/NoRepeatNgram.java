package dev.figment.plugin.gpt.sample;

import dev.figment.api.config.Alternative;
import dev.figment.api.config.Default;
import dev.figment.api.config.Description;
import java.nio.IntBuffer;

/** Forbids tokens that would repeat a sequence of n tokens (Paulus et al. 2018, section 2.5). */
@Alternative("no-repeat-ngram")
@Description("Forbids tokens that would repeat a sequence of tokens")
public record NoRepeatNgram(
        @Description("Length of the sequence, at least 1") @Default("3")
        int n) implements Stage {
    public NoRepeatNgram {
        if (n < 1) {
            throw new IllegalArgumentException("n must be at least 1, not " + n);
        }
    }

    @Override
    public void apply(Candidates candidates, IntBuffer history) {
        int end = history.limit();
        for (int start = history.position(); start + n <= end; start++) {
            int same = 0;
            while (same < n - 1 && history.get(start + same) == history.get(end - (n - 1) + same)) {
                same++;
            }
            if (same == n - 1) {
                candidates.forbid(history.get(start + n - 1));
            }
        }
    }
}
