package dev.figment.train.nn;

import dev.figment.train.graph.Indexing;
import dev.figment.train.graph.ShapeException;
import dev.figment.train.graph.Value;
import java.util.Optional;

/**
 * A trained vector for each token: INT64 ids in [0, count) of any shape → [ids' shape, width]. Parameter {@code weight}
 * [count, width]; by default standard normal at first, as PyTorch's Embedding. An id outside of the range ends the run.
 */
public record Embedding(long count, long width, Init init) implements Layer {
    public Embedding {
        if (count < 1 || width < 1) {
            throw new IllegalArgumentException("an embedding of " + count + " tokens in " + width + " dimensions");
        }
    }

    public Embedding(long count, long width) {
        this(count, width, Init.normal(1));
    }

    @Override
    public Value apply(Scope scope, Value ids) {
        return Indexing.gather(weight(scope), ids, 0);
    }

    /**
     * The logits of all tokens, by the same weights (Press and Wolf 2017): [samples, …, width] → [samples, …, count].
     *
     * @param scope the place at which the embedding itself stands
     */
    public Value logits(Scope scope, Value x) {
        return scope.within(() -> {
            if (x.shape().rank() < 2 || x.shape().size(-1) != width) {
                throw new ShapeException(
                        scope.path() + ": logits of " + x.shape() + " by embeddings of " + width + " dimensions");
            }
            return Linear.product(x, weight(scope), Optional.empty());
        });
    }

    private Value weight(Scope scope) {
        return scope.parameter("weight", init, count, width);
    }
}
