package dev.figment.benchmarks.networks;

import dev.figment.train.graph.Reductions;
import dev.figment.train.graph.Value;
import dev.figment.train.nn.Embedding;
import dev.figment.train.nn.Init;
import dev.figment.train.nn.LayerNorm;
import dev.figment.train.nn.LearnedPositions;
import dev.figment.train.nn.Losses;
import dev.figment.train.nn.Scope;
import dev.figment.train.nn.TransformerBlock;
import dev.figment.train.optim.Adamw;
import dev.figment.train.optim.OptimizerConfig;
import dev.figment.train.step.Objective;
import java.util.List;
import java.util.Map;

/** A decoder-only transformer with tied embeddings (Radford et al. 2019). */
record Gpt(int layers, int width, int heads, int vocabulary, int context) {
    private static final OptimizerConfig OPTIMIZER = new Adamw(3e-4, 0.9, 0.95, 1e-8, 0.1, List.of(), 0);

    static Family of(int layers, int width, int heads, int vocabulary, int context, int batch) {
        Gpt network = new Gpt(layers, width, heads, vocabulary, context);
        return new Family(
                "gpt",
                layers + " layers × " + width + ", " + context + " tokens, batch " + batch,
                List.of("single", "gpt"),
                List.of(
                        Input.below("tokens", vocabulary, batch, context),
                        Input.below("targets", vocabulary, batch, context)),
                List.of(new Goal("loss", "", network::loss, OPTIMIZER)));
    }

    private Objective.Loss loss(Scope scope, Map<String, Value> inputs) {
        Embedding tokens = new Embedding(vocabulary, width, Init.normal(0.02));
        Value h = scope.apply("tokens", tokens, Input.of(inputs, "tokens"));
        h = scope.apply("positions", new LearnedPositions(context), h);
        TransformerBlock block = TransformerBlock.gpt2(width, heads, layers, 0);
        for (int i = 0; i < layers; i++) {
            h = scope.apply("block." + i, block, h);
        }
        Value logits = tokens.logits(scope.child("tokens"), scope.apply("norm", new LayerNorm(), h));
        Value losses = Losses.crossEntropy(logits, Input.of(inputs, "targets"));
        return new Objective.Loss(Reductions.mean(losses), Map.of());
    }
}
