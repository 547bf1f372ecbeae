package dev.figment.plugin.gpt.sample;

import dev.figment.api.config.Alternative;
import dev.figment.api.config.Default;
import dev.figment.api.config.Description;
import java.nio.IntBuffer;

/**
 * Keeps the locally typical tokens (Meister et al. 2023, eq. 6): the fewest, those first whose information −log p is nearest
 * to the entropy, whose probability is at least the mass together.
 */
@Alternative("typical")
@Description("Keeps the fewest tokens, those first whose information is nearest to the entropy, whose probability is at"
        + " least the mass together")
public record Typical(
        @Description("Probability, greater than 0 and at most 1") @Default("0.95")
        double mass) implements Stage {
    public Typical {
        if (!(mass > 0 && mass <= 1)) {
            throw new IllegalArgumentException("mass must be greater than 0 and at most 1, not " + mass);
        }
    }

    @Override
    public void apply(Candidates candidates, IntBuffer history) {
        float[] logits = candidates.logits();
        if (mass == 1) {
            return;
        }
        float[] weights = Selection.weights(logits);
        double sum = Selection.sum(weights);
        double entropy = 0;
        for (float weight : weights) {
            entropy -= weight > 0 ? weight / sum * Math.log(weight / sum) : 0;
        }
        float[] nearness = new float[weights.length];
        for (int i = 0; i < weights.length; i++) {
            nearness[i] =
                    weights[i] > 0 ? (float) -Math.abs(-Math.log(weights[i] / sum) - entropy) : Float.NEGATIVE_INFINITY;
        }
        Selection.keepMass(logits, weights, nearness, mass);
    }
}
