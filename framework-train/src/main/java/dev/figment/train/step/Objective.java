package dev.figment.train.step;

import dev.figment.train.graph.Value;
import dev.figment.train.nn.Scope;
import java.util.LinkedHashMap;
import java.util.Map;

/** What is minimised: from a batch's inputs to a loss, by way of networks whose parameters come from the scope. */
@FunctionalInterface
public interface Objective {
    /** Adds it to the scope's graph. */
    Loss build(Scope scope, Map<String, Value> inputs);

    /**
     * What an objective gives.
     *
     * @param value of rank 0
     * @param metrics further values of rank 0, in the order to print them
     */
    record Loss(Value value, Map<String, Value> metrics) {
        /** The name under which the loss itself is reported. */
        public static final String NAME = "loss";

        /** The loss first, then the metrics. */
        Map<String, Value> all() {
            Map<String, Value> all = new LinkedHashMap<>();
            all.put(NAME, value);
            all.putAll(metrics);
            return all;
        }
    }
}
