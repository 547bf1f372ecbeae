package dev.figment.plugin.vae.likelihood;

import dev.figment.api.config.Alternative;
import dev.figment.api.config.Description;
import dev.figment.train.graph.Activations;
import dev.figment.train.graph.Value;
import dev.figment.train.nn.Losses;
import dev.figment.train.nn.Scope;
import java.util.Map;

/** Each pixel is 1 with a probability of its own, whose logit the decoder gives; a grey pixel counts as its cross-entropy. */
@Alternative("bernoulli")
@Description("Each pixel is 1 with a probability of its own; for greys, the binary cross-entropy")
public record Bernoulli() implements Likelihood {
    @Override
    public int parameters() {
        return 1;
    }

    @Override
    public Value negativeLog(Scope scope, Value decoded, Value images) {
        return Losses.bernoulli(decoded, images);
    }

    @Override
    public Value mean(Value decoded) {
        return Activations.sigmoid(decoded);
    }

    @Override
    public Map<String, Value> learned(Scope scope) {
        return Map.of();
    }
}
