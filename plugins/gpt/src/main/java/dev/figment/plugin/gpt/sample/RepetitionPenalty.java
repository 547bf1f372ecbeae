package dev.figment.plugin.gpt.sample;

import dev.figment.api.config.Alternative;
import dev.figment.api.config.Default;
import dev.figment.api.config.Description;
import java.nio.IntBuffer;
import java.util.BitSet;

/** Makes tokens of the last ones less likely (Keskar et al. 2019, section 4.1): positive logits are divided, others multiplied. */
@Alternative("repetition-penalty")
@Description("Makes tokens that came before less likely: positive logits are divided, negative ones multiplied")
public record RepetitionPenalty(
        @Description("By what, at least 1; 1 changes nothing") @Default("1.1")
        double penalty,

        @Description("Among how many of the last tokens; 0 for all") @Default("0")
        int last)
        implements Stage {
    public RepetitionPenalty {
        if (!(penalty >= 1) || Double.isInfinite(penalty)) {
            throw new IllegalArgumentException("penalty must be at least 1, not " + penalty);
        }
        if (last < 0) {
            throw new IllegalArgumentException("last must not be negative, but is " + last);
        }
    }

    @Override
    public void apply(Candidates candidates, IntBuffer history) {
        float[] logits = candidates.logits();
        BitSet seen = new BitSet(logits.length);
        int from = last == 0 ? history.position() : Math.max(history.position(), history.limit() - last);
        for (int i = from; i < history.limit(); i++) {
            int index = candidates.index(history.get(i));
            if (index >= 0) {
                seen.set(index);
            }
        }
        seen.stream().forEach(index -> {
            float logit = logits[index];
            logits[index] = (float) (logit > 0 ? logit / penalty : logit * penalty);
        });
    }
}
