package dev.figment.train.nn;

import dev.figment.train.graph.Arithmetic;
import dev.figment.train.graph.Dim;
import dev.figment.train.graph.Layout;
import dev.figment.train.graph.MatrixProducts;
import dev.figment.train.graph.Shape;
import dev.figment.train.graph.ShapeException;
import dev.figment.train.graph.Softmaxes;
import dev.figment.train.graph.Splitting;
import dev.figment.train.graph.Value;
import java.util.List;
import java.util.Optional;

/**
 * Causal self-attention with several heads (Vaswani et al. 2017, section 3.2): [samples, time, width] → the same shape; no
 * position sees a later one. Neighbouring heads may share keys and values (Ainslie et al. 2023). Layers {@code qkv}, whose
 * outputs are all queries, then all keys, then all values, and {@code projection}.
 *
 * @param heads of queries; it divides the width
 * @param keyValueHeads of keys and of values; it divides {@code heads}
 * @param rotary turns queries and keys by their positions
 * @param dropout rate on the attention weights, in [0, 1)
 */
public record CausalAttention(
        long heads, long keyValueHeads, Projections projections, Optional<RotaryEmbedding> rotary, double dropout)
        implements Layer {
    public CausalAttention {
        if (heads < 1 || keyValueHeads < 1 || heads % keyValueHeads != 0) {
            throw new IllegalArgumentException(
                    "attention with " + heads + " heads on " + keyValueHeads + " heads of keys and values");
        }
    }

    /** Each head with keys and values of its own, without positions. */
    public CausalAttention(long heads) {
        this(heads, heads, Projections.pyTorch(), Optional.empty(), 0);
    }

    @Override
    public Value apply(Scope scope, Value x) {
        List<Value> parts = queriesKeysValues(scope, x);
        Value queries = turned(split(parts.get(0), heads));
        Value keys = turned(split(parts.get(1), keyValueHeads));
        Value values = split(parts.get(2), keyValueHeads);
        Value attended = attend(scope, queries, keys, values);
        return project(scope, Layout.reshape(Layout.transpose(attended, 0, 2, 1, 3), x.shape()));
    }

    /** Queries, keys and values of all heads, each [samples, time, heads × each]. */
    List<Value> queriesKeysValues(Scope scope, Value x) {
        if (x.shape().rank() != 3 || x.shape().size(-1) % heads != 0) {
            throw new ShapeException(scope.path() + ": attention with " + heads + " heads of " + x.shape()
                    + ", not [samples, time, width]");
        }
        long width = x.shape().size(-1);
        long each = width / heads;
        if (rotary.isPresent() && each % 2 != 0) {
            throw new ShapeException(scope.path() + ": a rotary embedding of heads of " + each
                    + " elements, an odd number, in " + x.shape());
        }
        Value qkv = scope.apply("qkv", projections.inner((heads + 2 * keyValueHeads) * each), x);
        return Splitting.split(qkv, -1, width, keyValueHeads * each, keyValueHeads * each);
    }

    /** What joins the residual stream. */
    Value project(Scope scope, Value attended) {
        return scope.apply("projection", projections.residual(attended.shape().size(-1)), attended);
    }

    /** [samples, time, heads × each] as [samples, heads, time, each]. */
    private static Value split(Value x, long heads) {
        Shape shape = x.shape();
        Shape apart = new Shape(
                List.of(shape.dim(0), shape.dim(1), new Dim.Fixed(heads), new Dim.Fixed(shape.size(2) / heads)));
        return Layout.transpose(Layout.reshape(x, apart), 0, 2, 1, 3);
    }

    private Value turned(Value x) {
        return rotary.map(r -> r.rotate(x)).orElse(x);
    }

    /** Heads that share keys stand one below the other; where the time is open, on an axis of their own. */
    private Value attend(Scope scope, Value queries, Value keys, Value values) {
        Shape shape = queries.shape();
        long sharing = heads / keyValueHeads;
        if (sharing == 1) {
            return weigh(scope, queries, keys, values, 1);
        }
        if (shape.dim(2) instanceof Dim.Fixed time) {
            Dim rows = new Dim.Fixed(sharing * time.size());
            Shape stacked = keys.shape().with(2, rows);
            Value attended = weigh(scope, Layout.reshape(queries, stacked), keys, values, sharing);
            return Layout.reshape(attended, shape);
        }
        Value grouped = Layout.reshape(queries, grouped(shape, sharing));
        Value attended = weigh(
                scope,
                grouped,
                Layout.reshape(keys, grouped(keys.shape(), 1)),
                Layout.reshape(values, grouped(values.shape(), 1)),
                1);
        return Layout.reshape(attended, shape);
    }

    /** [samples, heads, time, each] as [samples, groups, sharing, time, each]. */
    private Shape grouped(Shape shape, long sharing) {
        return new Shape(List.of(
                shape.dim(0), new Dim.Fixed(keyValueHeads), new Dim.Fixed(sharing), shape.dim(2), shape.dim(3)));
    }

    /** softmax(q kᵀ / √each + mask) v (Vaswani et al. 2017, eq. 1). */
    private Value weigh(Scope scope, Value queries, Value keys, Value values, long times) {
        float scale = (float) (1 / Math.sqrt(queries.shape().size(-1)));
        Value scores = MatrixProducts.matMul(Arithmetic.mul(queries, scale), Layout.transposeMatrices(keys));
        Value masked = Arithmetic.add(scores, CausalMask.of(keys, times));
        Value weights = Softmaxes.softmax(masked, masked.shape().rank() - 1);
        return MatrixProducts.matMul(scope.apply("dropout", new Dropout(dropout), weights), values);
    }
}
