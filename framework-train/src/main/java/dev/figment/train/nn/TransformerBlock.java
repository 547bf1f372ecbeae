package dev.figment.train.nn;

import dev.figment.train.graph.Arithmetic;
import dev.figment.train.graph.Value;
import java.util.Optional;

/**
 * A transformer block that normalizes before each part (Xiong et al. 2020): x + attention(norm(x)), then
 * x + feed-forward(norm(x)). Layers {@code attention-norm}, {@code attention}, {@code feed-forward-norm} and
 * {@code feed-forward}.
 *
 * @param norm the kind of both norms
 * @param dropout rate on what is added to the residual stream, in [0, 1)
 */
public record TransformerBlock(Layer norm, Layer attention, Layer feedForward, double dropout) implements Layer {
    /** GPT-2's (Radford et al. 2019): layer norms, attention with these heads, GELU on four times the width. */
    public static TransformerBlock gpt2(long width, long heads, int blocks, double dropout) {
        Projections projections = Projections.gpt2(blocks);
        CausalAttention attention = new CausalAttention(heads, heads, projections, Optional.empty(), dropout);
        return new TransformerBlock(
                new LayerNorm(), attention, new FeedForward(4 * width, Activation.GELU, projections), dropout);
    }

    @Override
    public Value apply(Scope scope, Value x) {
        return add(scope, "feed-forward", feedForward, add(scope, "attention", attention, x));
    }

    private Value add(Scope scope, String name, Layer part, Value x) {
        Value normalized = scope.apply(name + "-norm", norm, x);
        Value change = scope.apply(name, part, normalized);
        return Arithmetic.add(x, scope.apply(name + "-dropout", new Dropout(dropout), change));
    }
}
