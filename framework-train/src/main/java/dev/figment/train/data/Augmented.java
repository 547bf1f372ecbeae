package dev.figment.train.data;

import dev.figment.api.Batch;
import dev.figment.api.Seed;
import dev.figment.api.data.Dataset;

/**
 * A dataset whose samples change from epoch to epoch. What a sample becomes depends on the epoch's seed and its index
 * alone; read without an epoch, samples are brought to shape but not varied.
 */
public record Augmented<T extends Batch>(Dataset<T> source, Augmentation<T> augmentation) implements Dataset<T> {
    @Override
    public String name() {
        return source.name();
    }

    @Override
    public int size() {
        return source.size();
    }

    @Override
    public T read(int[] indices) {
        return augmentation.plain(source.read(indices));
    }

    /** Reads samples as one epoch sees them. */
    public T read(int[] indices, Seed epoch) {
        return augmentation.random(source.read(indices), i -> epoch.at(indices[i]));
    }

    @Override
    public String digest() {
        return source.digest();
    }
}
