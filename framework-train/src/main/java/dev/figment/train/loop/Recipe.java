package dev.figment.train.loop;

import dev.figment.api.Batch;

/**
 * How to train one kind of model: its networks, its objectives, and which of them updates which parameters. Everything
 * else (data, schedule, validation, checkpoints, reports) is the loop's. A plugin contributes it with {@code
 * Contribution.recipe}; its constructor is injected.
 *
 * @param <T> the medium that it trains on
 */
public interface Recipe<T extends Batch> {
    /**
     * Makes the networks and compiles the training step.
     *
     * @throws dev.figment.api.error.FigmentException if the data does not fit the recipe
     */
    Training<T> start(Start<T> start);
}
