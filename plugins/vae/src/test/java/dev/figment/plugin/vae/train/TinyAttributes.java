package dev.figment.plugin.vae.train;

import dev.figment.api.Annotated;
import dev.figment.api.Attribute;
import dev.figment.api.Attributed;
import dev.figment.api.Attributes;
import dev.figment.api.ElementType;
import dev.figment.api.Images;
import dev.figment.api.Seed;
import dev.figment.api.Tensor;
import dev.figment.api.data.Dataset;
import java.util.List;
import java.util.stream.IntStream;

/** Grey images of 2×3 pixels: the first column is light or dark, and how light the third one is is a number from 20 to 70. */
record TinyAttributes(int size) implements Dataset<Annotated<Images>> {
    static final List<Attribute> NAMES = List.of(new Attribute("left", 0, 1), new Attribute("right", 20, 70));

    @Override
    public String name() {
        return "attributes";
    }

    @Override
    public Attributed<Images, Attributes> read(int[] indices) {
        Tensor pixels = Tensor.allocate(ElementType.FLOAT32, indices.length, 1, 2, 3);
        Tensor values = Tensor.allocate(ElementType.FLOAT32, indices.length, 2);
        for (int i = 0; i < indices.length; i++) {
            Seed seed = new Seed(2).at(indices[i]);
            float left = indices[i] % 2;
            float right = 20 + indices[i] % 6 * 10;
            values.rows(i, i + 1).floats().put(left).put(right);
            for (int k = 0; k < TinyImages.PIXELS; k++) {
                double base = k % 3 == 0 ? 0.1 + 0.7 * left : k % 3 == 1 ? 0.4 : 0.1 + 0.7 * (right - 20) / 50;
                pixels.floats().put(i * (int) TinyImages.PIXELS + k, (float) (base + 0.1 * seed.uniform(k)));
            }
        }
        return new Attributed<>(Images.of(pixels), new Attributes(values, NAMES));
    }

    @Override
    public String digest() {
        return "sha256:" + size;
    }

    static Attributed<Images, Attributes> between(int from, int to) {
        return new TinyAttributes(to).read(IntStream.range(from, to).toArray());
    }
}
