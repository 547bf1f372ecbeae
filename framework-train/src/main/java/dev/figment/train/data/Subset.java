package dev.figment.train.data;

import dev.figment.api.Batch;
import dev.figment.api.data.Dataset;
import java.util.Objects;

/** Some consecutive samples of a dataset, as a dataset. */
public record Subset<T extends Batch>(Dataset<T> whole, int from, int size) implements Dataset<T> {
    public Subset {
        if (from < 0 || size < 1 || from > whole.size() - size) {
            throw new IllegalArgumentException(
                    size + " samples from " + from + " on, of " + whole.name() + ", which has " + whole.size());
        }
    }

    @Override
    public String name() {
        return whole.name();
    }

    /**
     * @throws IndexOutOfBoundsException if an index is not among these samples
     */
    @Override
    public T read(int[] indices) {
        int[] shifted = new int[indices.length];
        for (int i = 0; i < indices.length; i++) {
            shifted[i] = from + Objects.checkIndex(indices[i], size);
        }
        return whole.read(shifted);
    }

    @Override
    public String digest() {
        return whole.digest() + "[" + from + ":" + (from + size) + "]";
    }
}
