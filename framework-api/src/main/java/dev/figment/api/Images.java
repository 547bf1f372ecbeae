package dev.figment.api;

import java.util.List;

/**
 * Images: FLOAT32, shape [samples, channels, height, width], values in [0, 1]; one channel is grey, three are red, green
 * and blue.
 *
 * @param names one for each image (a file's name, for instance), or empty
 */
public record Images(Tensor pixels, List<String> names) implements Batch {
    public Images {
        Names.requireFloats(pixels, "pixels", 4);
        names = Names.checked(names, (int) pixels.dim(0));
    }

    public static Images of(Tensor pixels) {
        return new Images(pixels, List.of());
    }

    @Override
    public int size() {
        return (int) pixels.dim(0);
    }

    public int channels() {
        return (int) pixels.dim(1);
    }

    public int height() {
        return (int) pixels.dim(2);
    }

    public int width() {
        return (int) pixels.dim(3);
    }
}
