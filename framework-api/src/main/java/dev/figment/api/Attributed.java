package dev.figment.api;

/**
 * Samples with attributes: named fields that say something of each, such as who is seen and whether with glasses.
 *
 * @param samples of any medium
 * @param attributes as many, in the samples' order
 * @param <T> the samples' medium
 */
public record Attributed<T extends Batch>(T samples, Records attributes) implements Batch {
    public Attributed {
        if (samples.size() != attributes.size()) {
            throw new IllegalArgumentException(
                    "attributes of " + attributes.size() + " for " + samples.size() + " samples");
        }
    }

    @Override
    public int size() {
        return samples.size();
    }
}
