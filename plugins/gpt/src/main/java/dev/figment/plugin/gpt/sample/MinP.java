package dev.figment.plugin.gpt.sample;

import dev.figment.api.config.Alternative;
import dev.figment.api.config.Default;
import dev.figment.api.config.Description;
import java.nio.IntBuffer;

/** Keeps tokens whose probability is at least a share of the likeliest one's (Nguyen et al. 2024). */
@Alternative("min-p")
@Description("Keeps tokens whose probability is at least a share of the likeliest token's")
public record MinP(
        @Description("The share, greater than 0 and at most 1") @Default("0.05")
        double share) implements Stage {
    public MinP {
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException("share must be greater than 0 and at most 1, not " + share);
        }
    }

    @Override
    public void apply(Candidates candidates, IntBuffer history) {
        float[] logits = candidates.logits();
        float least = Selection.largest(logits) + (float) Math.log(share);
        for (int i = 0; i < logits.length; i++) {
            if (logits[i] < least) {
                logits[i] = Float.NEGATIVE_INFINITY;
            }
        }
    }
}
