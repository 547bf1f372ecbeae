package dev.figment.train.nn;

import dev.figment.train.graph.Value;

/** Part of a network: a function of a value whose parameters come from a scope. */
@FunctionalInterface
public interface Layer {
    Value apply(Scope scope, Value x);
}
