package dev.figment.plugin.gpt.sample;

import dev.figment.api.config.Alternative;
import dev.figment.api.config.Description;
import java.nio.IntBuffer;
import java.util.List;

/** Adds to the logits of tokens: its probability is multiplied by exp of that, before all are scaled to add up to 1. */
@Alternative("logit-bias")
@Description("Adds to the logits of tokens")
public record LogitBias(
        @Description("What is added to which tokens") List<Bias> biases) implements Stage {
    /** For one token. */
    @Description("What is added to the logit of one token")
    public record Bias(
            @Description("The token") int id,

            @Description("What is added; negative makes it less likely")
            double by) {
        public Bias {
            if (id < 0) {
                throw new IllegalArgumentException("id must not be negative, but is " + id);
            }
            if (!Double.isFinite(by)) {
                throw new IllegalArgumentException("by must be a finite number; to forbid a token, use banned-tokens");
            }
        }
    }

    public LogitBias {
        biases = List.copyOf(biases);
        if (biases.stream().map(Bias::id).distinct().count() < biases.size()) {
            throw new IllegalArgumentException("biases must name each token once");
        }
    }

    @Override
    public void apply(Candidates candidates, IntBuffer history) {
        for (Bias bias : biases) {
            int index = candidates.index(bias.id);
            if (index >= 0) {
                candidates.logits()[index] += (float) bias.by;
            }
        }
    }
}
