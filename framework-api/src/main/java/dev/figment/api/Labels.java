package dev.figment.api;

import java.util.List;

/**
 * Class labels.
 *
 * @param indices INT64, shape [samples], each from 0 to the number of classes less one
 * @param classes the classes' names, or empty
 */
public record Labels(Tensor indices, List<String> classes) implements Batch {
    public Labels {
        if (indices.type() != ElementType.INT64 || indices.rank() != 1) {
            throw new IllegalArgumentException("labels must be INT64 [samples], not " + indices);
        }
        classes = List.copyOf(classes);
    }

    @Override
    public int size() {
        return (int) indices.dim(0);
    }
}
