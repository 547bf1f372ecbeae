package dev.figment.plugin.vae.model;

import dev.figment.api.ElementType;
import dev.figment.api.Labels;
import dev.figment.api.Tensor;
import java.nio.LongBuffer;

/** Class labels as what a conditional model takes. */
public final class Condition {
    private Condition() {}

    /**
     * FLOAT32 [samples, classes]: 1 for the class of each sample, 0 for the others.
     *
     * @throws IndexOutOfBoundsException if a label is not below the number of classes
     */
    public static Tensor of(Labels labels, int classes) {
        Tensor condition = Tensor.allocate(ElementType.FLOAT32, labels.size(), classes);
        LongBuffer indices = labels.indices().longs();
        for (int i = 0; i < labels.size(); i++) {
            condition.rows(i, i + 1).floats().put((int) indices.get(i), 1);
        }
        return condition;
    }
}
