package dev.figment.api;

/**
 * Samples with what is known of each: its {@linkplain Labelled class} or its {@linkplain Attributed attributes}. A recipe that
 * takes this trains on either; the config's data say which it is.
 *
 * @param <T> the samples' medium
 */
public sealed interface Annotated<T extends Batch> extends Batch permits Labelled, Attributed {
    /** The samples alone, in the same order. */
    T samples();
}
