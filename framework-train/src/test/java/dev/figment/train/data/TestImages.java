package dev.figment.train.data;

import dev.figment.api.ElementType;
import dev.figment.api.Images;
import dev.figment.api.Tensor;
import dev.figment.api.data.Dataset;
import java.nio.FloatBuffer;

/** Images in which each value says where it is: sample, channel, row and column. */
record TestImages(int size, int channels, int height, int width) implements Dataset<Images> {
    @Override
    public String name() {
        return "test images";
    }

    @Override
    public Images read(int[] indices) {
        Tensor pixels = Tensor.allocate(ElementType.FLOAT32, indices.length, channels, height, width);
        FloatBuffer values = pixels.floats();
        for (int index : indices) {
            for (int c = 0; c < channels; c++) {
                for (int y = 0; y < height; y++) {
                    for (int x = 0; x < width; x++) {
                        values.put(value(index, c, y, x));
                    }
                }
            }
        }
        return Images.of(pixels);
    }

    /** In [0, 1) where there are at most ten samples, four channels and ten rows and columns. */
    static float value(int sample, int channel, int y, int x) {
        return sample / 10f + channel / 50f + y / 1000f + x / 10000f;
    }

    @Override
    public String digest() {
        return "sha256:" + this;
    }
}
