package dev.figment.api;

/**
 * Samples with the class of each.
 *
 * @param samples of any medium
 * @param labels as many
 * @param <T> the samples' medium
 */
public record Labelled<T extends Batch>(T samples, Labels labels) implements Annotated<T> {
    public Labelled {
        if (samples.size() != labels.size()) {
            throw new IllegalArgumentException(labels.size() + " labels for " + samples.size() + " samples");
        }
    }

    @Override
    public int size() {
        return samples.size();
    }
}
