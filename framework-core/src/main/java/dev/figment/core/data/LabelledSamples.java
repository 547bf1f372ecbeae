package dev.figment.core.data;

import dev.figment.api.Batch;
import dev.figment.api.ElementType;
import dev.figment.api.Labelled;
import dev.figment.api.Labels;
import dev.figment.api.Tensor;
import dev.figment.api.data.Dataset;
import dev.figment.core.io.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.IntUnaryOperator;

/**
 * Samples and the class of each.
 *
 * @param label the label of the sample at an index
 * @param classes their names
 */
record LabelledSamples<T extends Batch>(Dataset<T> samples, IntUnaryOperator label, List<String> classes)
        implements Dataset<Labelled<T>> {
    @Override
    public String name() {
        return samples.name();
    }

    @Override
    public int size() {
        return samples.size();
    }

    @Override
    public Labelled<T> read(int[] indices) {
        Tensor labels = Tensor.allocate(ElementType.INT64, indices.length);
        for (int i = 0; i < indices.length; i++) {
            labels.longs().put(i, label.applyAsInt(indices[i]));
        }
        return new Labelled<>(samples.read(indices), new Labels(labels, classes));
    }

    /** Of the samples, and of their labels. */
    @Override
    public String digest() {
        Sha256 digest = new Sha256();
        for (int i = 0; i < size(); i++) {
            byte[] name = (classes.get(label.applyAsInt(i)) + "\n").getBytes(StandardCharsets.UTF_8);
            digest.update(name, name.length);
        }
        return samples.digest() + ",labels:" + digest.hex();
    }
}
