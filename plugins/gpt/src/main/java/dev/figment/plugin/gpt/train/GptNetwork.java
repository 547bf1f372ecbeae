package dev.figment.plugin.gpt.train;

import dev.figment.train.graph.Value;
import dev.figment.train.nn.Activation;
import dev.figment.train.nn.CachedAttention;
import dev.figment.train.nn.CausalAttention;
import dev.figment.train.nn.Dropout;
import dev.figment.train.nn.Embedding;
import dev.figment.train.nn.FeedForward;
import dev.figment.train.nn.Init;
import dev.figment.train.nn.KeyValueCache;
import dev.figment.train.nn.Layer;
import dev.figment.train.nn.LayerNorm;
import dev.figment.train.nn.LearnedPositions;
import dev.figment.train.nn.Projections;
import dev.figment.train.nn.RmsNorm;
import dev.figment.train.nn.RotaryEmbedding;
import dev.figment.train.nn.Scope;
import dev.figment.train.nn.SwiGlu;
import dev.figment.train.nn.TransformerBlock;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A decoder-only transformer: from token ids to the logits of the next ones, whose weights are those of the embedding (Press
 * and Wolf 2017). Weights are normal with standard deviation 0.02 at first, divided by √(2 · layers) where their output joins
 * the residual stream (Radford et al. 2019, section 2.3).
 *
 * @param vocabulary token ids
 * @param context positions of the longest sequence
 * @param width of the residual stream
 * @param heads of queries; it divides the width
 * @param keyValueHeads of keys and values; it divides the heads
 * @param hidden size of the feed-forward part
 * @param dropout rate, in [0, 1)
 */
record GptNetwork(
        Architecture architecture,
        long vocabulary,
        long context,
        int layers,
        long width,
        long heads,
        long keyValueHeads,
        long hidden,
        double dropout) {
    private static final String TOKENS = "tokens";
    private static final String POSITIONS = "positions";

    /** Logits [samples, time, vocabulary] of ids [samples, time] that begin a sequence. */
    Value logits(Scope scope, Value ids) {
        return logits(
                scope,
                ids,
                embedded -> scope.apply(POSITIONS, new LearnedPositions(context), embedded),
                layer -> attention(),
                h -> h);
    }

    /**
     * As {@link #logits(Scope, Value)}, for ids at these positions that follow what is in the cache.
     *
     * @param keep what is taken of the last block's output
     */
    Value logits(Scope scope, Value ids, Value positions, KeyValueCache cache, UnaryOperator<Value> keep) {
        return logits(
                scope,
                ids,
                embedded -> new LearnedPositions(context).at(scope.child(POSITIONS), embedded, positions),
                layer -> new CachedAttention(attention(), cache, layer),
                keep);
    }

    private interface Attention {
        Layer of(int layer);
    }

    private Value logits(
            Scope scope, Value ids, UnaryOperator<Value> positions, Attention attention, UnaryOperator<Value> keep) {
        Embedding tokens = new Embedding(vocabulary, width, Init.normal(0.02));
        Value h = scope.apply(TOKENS, tokens, ids);
        h = architecture == Architecture.GPT2 ? positions.apply(h) : h;
        h = scope.apply("dropout", new Dropout(dropout), h);
        for (int i = 0; i < layers; i++) {
            h = scope.apply("block." + i, block(attention.of(i)), h);
        }
        return tokens.logits(scope.child(TOKENS), scope.apply("norm", norm(), keep.apply(h)));
    }

    private TransformerBlock block(Layer attention) {
        Layer feedForward = architecture == Architecture.GPT2
                ? new FeedForward(hidden, Activation.GELU, projections())
                : new SwiGlu(hidden, projections());
        return new TransformerBlock(norm(), attention, feedForward, dropout);
    }

    private CausalAttention attention() {
        Optional<RotaryEmbedding> rotary =
                architecture == Architecture.LLAMA ? Optional.of(new RotaryEmbedding()) : Optional.empty();
        return new CausalAttention(heads, keyValueHeads, projections(), rotary, dropout);
    }

    private Layer norm() {
        return architecture == Architecture.GPT2 ? new LayerNorm() : new RmsNorm();
    }

    private Projections projections() {
        Projections gpt2 = Projections.gpt2(layers);
        return architecture == Architecture.GPT2 ? gpt2 : gpt2.withoutBias();
    }
}
