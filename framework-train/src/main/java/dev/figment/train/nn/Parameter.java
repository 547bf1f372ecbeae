package dev.figment.train.nn;

import dev.figment.api.Seed;
import dev.figment.api.Tensor;
import dev.figment.train.graph.Value;

/**
 * A tensor that is trained.
 *
 * @param path dotted: {@code encoder.0.weight}
 * @param value where it stands in the graph
 */
public record Parameter(String path, Value value, Init init) {
    /** Its values before training; they depend on the seed and the path alone. */
    public Tensor initial(Seed seed) {
        return init.create(seed.child(path), value.shape().sizes());
    }
}
