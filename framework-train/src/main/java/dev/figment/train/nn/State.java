package dev.figment.train.nn;

import dev.figment.api.Seed;
import dev.figment.api.Tensor;
import dev.figment.train.graph.Value;

/**
 * A tensor that is kept from step to step but not trained.
 *
 * @param path dotted: {@code encoder.1.running-mean}
 * @param value before the step
 * @param next after the step; the same value where nothing updates it
 */
public record State(String path, Value value, Value next, Init init) {
    /** Its values before training; they depend on the seed and the path alone. */
    public Tensor initial(Seed seed) {
        return init.create(seed.child(path), value.shape().sizes());
    }

    /** Whether the step changes it. */
    public boolean isUpdated() {
        return next != value;
    }
}
