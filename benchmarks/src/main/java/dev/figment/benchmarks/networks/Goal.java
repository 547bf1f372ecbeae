package dev.figment.benchmarks.networks;

import dev.figment.train.optim.OptimizerConfig;
import dev.figment.train.step.Objective;

/**
 * What some of a network's parameters are trained for.
 *
 * @param loss its name
 * @param parameters how the paths of these parameters begin
 */
public record Goal(String loss, String parameters, Objective objective, OptimizerConfig optimizer) {}
