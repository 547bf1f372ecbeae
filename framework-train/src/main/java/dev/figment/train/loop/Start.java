package dev.figment.train.loop;

import dev.figment.api.Batch;
import dev.figment.api.Seed;
import dev.figment.api.data.Dataset;
import dev.figment.train.optim.OptimizerConfig;
import dev.figment.train.step.StepOptions;

/**
 * What a recipe starts from.
 *
 * @param data the training samples; a recipe reads from one of them the shape that it is for
 * @param batchSize samples a step, always exactly this many
 * @param options how each of its steps is to be computed
 * @param seed of the initial parameters
 */
public record Start<T extends Batch>(
        Dataset<T> data, int batchSize, OptimizerConfig optimizer, StepOptions options, Seed seed) {}
