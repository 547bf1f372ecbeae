package dev.figment.plugin.gpt.sample;

import dev.figment.api.config.Alternative;
import dev.figment.api.config.Default;
import dev.figment.api.config.Description;
import java.nio.IntBuffer;

/**
 * Keeps the nucleus: the fewest tokens, likeliest first, whose probability is at least p together (Holtzman et al. 2020, eq.
 * 2). Probabilities are those of the tokens that the stages before have left.
 */
@Alternative("top-p")
@Description("Keeps the fewest tokens, likeliest first, whose probability is at least p together")
public record TopP(
        @Description("Probability, greater than 0 and at most 1") @Default("0.95")
        double p) implements Stage {
    public TopP {
        if (!(p > 0 && p <= 1)) {
            throw new IllegalArgumentException("p must be greater than 0 and at most 1, not " + p);
        }
    }

    @Override
    public void apply(Candidates candidates, IntBuffer history) {
        float[] logits = candidates.logits();
        if (p < 1) {
            float[] weights = Selection.weights(logits);
            Selection.keepMass(logits, weights, weights, p);
        }
    }
}
