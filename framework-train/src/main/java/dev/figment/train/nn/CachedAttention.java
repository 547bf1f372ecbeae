package dev.figment.train.nn;

import dev.figment.train.graph.Value;

/**
 * {@link CausalAttention} for inference, which takes keys and values of earlier tokens from a cache: the same parameters at
 * the same place, and the same result as if it had seen the whole sequence.
 *
 * @param attention what was trained
 * @param cache of all layers
 * @param layer this one's number, from 0
 */
public record CachedAttention(CausalAttention attention, KeyValueCache cache, int layer) implements Layer {
    @Override
    public Value apply(Scope scope, Value x) {
        if (scope.mode() != Scope.Mode.INFERENCE) {
            throw new IllegalStateException(scope.path() + ": a cache of keys and values is for inference alone");
        }
        Value attended = cache.attend(layer, attention, attention.queriesKeysValues(scope, x));
        return attention.project(scope, attended);
    }
}
