package dev.figment.train.loop;

import dev.figment.api.Batch;
import dev.figment.api.data.Dataset;
import dev.figment.train.data.Augmentation;
import java.util.Optional;

/**
 * A recipe that trains on something which it makes from the data: on windows of token ids made from texts, for instance.
 *
 * @param <S> the medium of the data
 * @param <T> the medium that it trains on
 */
public interface PreparingRecipe<S extends Batch, T extends Batch> extends Recipe<T> {
    /**
     * Makes its samples. It is called before {@link #start}: with the training data first (held-out samples are taken from
     * what comes back), then with the validation data, if there is any of its own. A recipe that trains on the medium of the
     * data is given images as they are varied from; where these are larger than what is cut out of them ({@code jitter}), the
     * training data come a second time for validation, in that size.
     *
     * @return samples that depend on the data and on the recipe's keys alone; their digest is made from that of the data
     * @throws dev.figment.api.error.FigmentException if the data does not fit
     */
    Dataset<T> prepare(Dataset<S> data);

    /** How its samples are varied from epoch to epoch, and what validation sees of them; by default they stay as they are. */
    default Optional<Augmentation<T>> augmentation() {
        return Optional.empty();
    }
}
