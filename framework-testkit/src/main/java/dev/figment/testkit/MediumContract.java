package dev.figment.testkit;

import dev.figment.api.Batch;

/**
 * What the contracts of components share. A test class of a plugin implements the contracts that its component is to
 * keep, and JUnit runs their tests beside its own.
 *
 * @param <T> the medium of the component under test
 */
public interface MediumContract<T extends Batch> {
    /** The medium of the component under test: {@link Medium#IMAGES}, for instance. */
    Medium<T> medium();

    /**
     * The largest difference between two computations of one value in batches of different sizes, relative to the value
     * where it exceeds 1: an engine may add up in another order. Batches of the same size must give the same bits.
     */
    default double tolerance() {
        return 1e-6;
    }
}
