package dev.figment.train.data;

import dev.figment.api.data.Dataset;
import java.util.Arrays;

/** A dataset in which each sample is its index. */
public record IndexData(int size) implements Dataset<Indices> {
    @Override
    public String name() {
        return "indices";
    }

    @Override
    public Indices read(int[] indices) {
        return new Indices(Arrays.stream(indices).boxed().toList());
    }

    @Override
    public String digest() {
        return "sha256:" + size;
    }
}
