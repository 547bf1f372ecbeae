package dev.figment.benchmarks.networks;

import dev.figment.train.optim.OptimizerConfig;
import dev.figment.train.step.Objective;

/**
 * What some of a network's parameters are trained for.
 *
 * @param loss its name
 * @param network the path that these parameters are below; empty for all
 */
public record Goal(String loss, String network, Objective objective, OptimizerConfig optimizer) {
    /** Whether it trains the parameter of this path. */
    boolean trains(String path) {
        return network.isEmpty() || path.startsWith(network + ".");
    }
}
