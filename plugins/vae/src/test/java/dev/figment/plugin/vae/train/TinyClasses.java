package dev.figment.plugin.vae.train;

import dev.figment.api.Annotated;
import dev.figment.api.Images;
import dev.figment.api.Labelled;
import dev.figment.api.Labels;
import dev.figment.api.Tensor;
import dev.figment.api.data.Dataset;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** {@link TinyImages} whose class is the column that is light. */
record TinyClasses(int size, List<String> classes) implements Dataset<Annotated<Images>> {
    static final List<String> COLUMNS = List.of("left", "middle", "right");

    @Override
    public String name() {
        return "classes";
    }

    @Override
    public Labelled<Images> read(int[] indices) {
        long[] labels = Arrays.stream(indices)
                .mapToLong(index -> index % classes.size())
                .toArray();
        return new Labelled<>(
                new TinyImages(size).read(indices), new Labels(Tensor.ofLongs(labels, labels.length), classes));
    }

    @Override
    public String digest() {
        return "sha256:" + size;
    }

    static Labelled<Images> between(int from, int to) {
        return new TinyClasses(to, COLUMNS).read(IntStream.range(from, to).toArray());
    }
}
