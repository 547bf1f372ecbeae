package dev.figment.core.data;

import dev.figment.api.ImagePairs;
import dev.figment.api.Images;
import dev.figment.api.data.Dataset;

/**
 * Two datasets of images that belong together, index by index. The two may be the same.
 *
 * @param name in messages
 */
record Pairs(String name, Dataset<Images> input, Dataset<Images> target) implements Dataset<ImagePairs> {
    @Override
    public int size() {
        return input.size();
    }

    @Override
    public ImagePairs read(int[] indices) {
        Images first = input.read(indices);
        return new ImagePairs(first, input == target ? first : target.read(indices));
    }

    @Override
    public String digest() {
        return input == target ? input.digest() : input.digest() + "," + target.digest();
    }
}
