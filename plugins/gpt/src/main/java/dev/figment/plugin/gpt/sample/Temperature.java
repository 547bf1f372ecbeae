package dev.figment.plugin.gpt.sample;

import dev.figment.api.config.Alternative;
import dev.figment.api.config.Default;
import dev.figment.api.config.Description;
import java.nio.IntBuffer;

/** Divides logits by a temperature (Ackley et al. 1985): below 1 likely tokens become likelier, above 1 all more alike. */
@Alternative("temperature")
@Description("Divides the logits: below 1 likely tokens become likelier, above 1 all become more alike")
public record Temperature(
        @Description("What they are divided by, greater than 0") @Default("1")
        double value) implements Stage {
    public Temperature {
        if (!(value > 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException("value must be a number greater than 0, not " + value
                    + "; for the likeliest token, write 'draw: greedy' in the chain");
        }
    }

    @Override
    public void apply(Candidates candidates, IntBuffer history) {
        float[] logits = candidates.logits();
        float factor = (float) (1 / value);
        for (int i = 0; i < logits.length; i++) {
            logits[i] *= factor;
        }
    }
}
