package dev.figment.benchmarks.networks;

import static java.util.Objects.requireNonNull;

import dev.figment.api.ElementType;
import dev.figment.api.Seed;
import dev.figment.api.Tensor;
import dev.figment.train.graph.Shape;
import dev.figment.train.graph.Value;
import dev.figment.train.step.InputSpec;
import java.util.Map;

/** An input of a network, and what random values it takes. */
public record Input(InputSpec spec, Draw draw) {
    /** Fills a tensor from a seed. */
    @FunctionalInterface
    interface Draw {
        void fill(Tensor tensor, Seed seed);
    }

    /** The value of an input. */
    static Value of(Map<String, Value> inputs, String name) {
        return requireNonNull(inputs.get(name), name);
    }

    /** From N(0, 1). */
    static Input normal(String name, long... shape) {
        return floats(name, (tensor, seed) -> seed.fillNormal(tensor.floats()), shape);
    }

    /** Uniform between two bounds. */
    static Input uniform(String name, double low, double high, long... shape) {
        return floats(
                name,
                (tensor, seed) -> {
                    for (int i = 0; i < tensor.count(); i++) {
                        tensor.floats().put(i, (float) (low + (high - low) * seed.uniform(i)));
                    }
                },
                shape);
    }

    /** Integers from 0 to below a bound. */
    static Input below(String name, long bound, long... shape) {
        return new Input(new InputSpec(name, ElementType.INT64, Shape.of(shape)), (tensor, seed) -> {
            for (int i = 0; i < tensor.count(); i++) {
                tensor.longs().put(i, seed.below(i, bound));
            }
        });
    }

    private static Input floats(String name, Draw draw, long... shape) {
        return new Input(InputSpec.floats(name, Shape.of(shape)), draw);
    }

    Tensor drawn(Seed seed) {
        Tensor tensor = Tensor.allocate(spec.type(), spec.shape().sizes());
        draw.fill(tensor, seed.child(spec.name()));
        return tensor;
    }
}
