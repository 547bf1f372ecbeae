package dev.figment.plugin.gpt.sample;

import dev.figment.api.config.Alternative;
import dev.figment.api.config.Default;
import dev.figment.api.config.Description;
import java.nio.IntBuffer;
import java.util.BitSet;

/** Lowers the logits of tokens that came before: by so much for each time, and by so much if at all. */
@Alternative("frequency-penalty")
@Description("Lowers the logits of tokens that came before")
public record FrequencyPenalty(
        @Description("By how much for each time") @Default("0")
        double frequency,

        @Description("By how much for having come at all") @Default("0")
        double presence)
        implements Stage {
    public FrequencyPenalty {
        if (!Double.isFinite(frequency) || !Double.isFinite(presence)) {
            throw new IllegalArgumentException("frequency and presence must be finite numbers");
        }
        if (frequency == 0 && presence == 0) {
            throw new IllegalArgumentException("frequency or presence must be given; both are 0");
        }
    }

    @Override
    public void apply(Candidates candidates, IntBuffer history) {
        float[] logits = candidates.logits();
        BitSet seen = new BitSet(logits.length);
        for (int i = history.position(); i < history.limit(); i++) {
            int index = candidates.index(history.get(i));
            if (index >= 0) {
                logits[index] -= (float) (frequency + (seen.get(index) ? 0 : presence));
                seen.set(index);
            }
        }
    }
}
