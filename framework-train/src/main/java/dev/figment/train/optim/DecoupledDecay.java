package dev.figment.train.optim;

import static java.util.Objects.requireNonNull;

import dev.figment.train.graph.Arithmetic;
import dev.figment.train.graph.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Weight decay apart from the gradient: w · (1 − α λ) (Loshchilov and Hutter 2019, algorithm 2). */
record DecoupledDecay(double weightDecay) {
    private static final String KEPT = "decay.kept";

    private boolean isOn() {
        return weightDecay > 0;
    }

    List<String> scalars(List<String> others) {
        return isOn() ? Stream.concat(others.stream(), Stream.of(KEPT)).toList() : others;
    }

    Map<String, Float> scalars(Map<String, Float> others, double learningRate) {
        if (!isOn()) {
            return others;
        }
        Map<String, Float> all = new LinkedHashMap<>(others);
        all.put(KEPT, (float) (1 - learningRate * weightDecay));
        return all;
    }

    /** What is left of a parameter. */
    Value kept(Value parameter, Map<String, Value> scalars) {
        return isOn() ? Arithmetic.mul(parameter, requireNonNull(scalars.get(KEPT))) : parameter;
    }
}
