package dev.figment.train.data;

import dev.figment.api.Batch;
import java.util.List;

/** Samples that are their own indices. */
public record Indices(List<Integer> values) implements Batch {
    @Override
    public int size() {
        return values.size();
    }
}
