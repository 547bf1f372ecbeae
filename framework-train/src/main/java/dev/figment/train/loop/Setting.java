package dev.figment.train.loop;

import dev.figment.api.Batch;
import dev.figment.api.Seed;
import dev.figment.api.data.Dataset;
import dev.figment.train.data.BatchLoader;

/** What a run is given and does not change. */
record Setting<T extends Batch>(
        TrainConfig config,
        Dataset<T> train,
        Dataset<T> validation,
        Origin origin,
        PreviewFormat previews,
        TrainObserver observer) {
    Seed seed(String part) {
        return new Seed(config.seed()).child(part);
    }

    int stepsPerEpoch() {
        return BatchLoader.stepsPerEpoch(train.size(), config.batch());
    }

    long totalSteps() {
        return (long) stepsPerEpoch() * config.epochs();
    }
}
