package dev.figment.api;

/**
 * Samples with attributes, which say something of each, such as who is seen and whether with glasses.
 *
 * @param samples of any medium
 * @param attributes as many, in the samples' order
 * @param <T> the samples' medium
 * @param <A> what the attributes are: {@link Records}, as they are written, or {@link Attributes}, numbers
 */
public record Attributed<T extends Batch, A extends Batch>(T samples, A attributes) implements Annotated<T> {
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
