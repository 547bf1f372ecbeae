package dev.figment.train.data;

import dev.figment.api.Batch;
import dev.figment.api.Seed;
import java.util.function.IntFunction;

/**
 * A random change of samples that keeps what they mean, so that each epoch sees others. A pure function: what is drawn
 * for a sample comes from that sample's seed alone, whatever else is in its batch and whichever thread it runs on. Safe
 * for use by several threads.
 *
 * @param <T> the medium
 */
public interface Augmentation<T extends Batch> {
    /**
     * Changes each sample at random; the batch itself stays as it is.
     *
     * @param seeds gives the seed of the batch's i-th sample
     */
    T random(T batch, IntFunction<Seed> seeds);

    /** Brings samples to the same shape without any chance: what validation and previews see. */
    T plain(T batch);
}
