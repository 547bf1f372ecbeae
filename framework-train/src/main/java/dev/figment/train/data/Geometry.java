package dev.figment.train.data;

import dev.figment.api.ElementType;
import dev.figment.api.Images;
import dev.figment.api.Seed;
import dev.figment.api.Tensor;
import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import java.nio.FloatBuffer;
import java.util.function.IntFunction;

/**
 * Cuts a square out of each image, and mirrors it.
 *
 * @param side of the square in pixels; 0 leaves images whole
 */
record Geometry(int side, AugmentConfig.Flip flip) {
    /** Where the square of one image is cut, and how it is mirrored. */
    private record Cut(int top, int left, boolean mirrored, boolean upsideDown) {}

    /** The same seeds give the same cut, whatever is in the images: so the two of a pair stay together. */
    Images random(Images images, IntFunction<Seed> seeds) {
        return cut(images, i -> {
            Seed seed = seeds.apply(i).child("geometry");
            return new Cut(
                    (int) seed.below(0, images.height() - height(images) + 1L),
                    (int) seed.below(1, images.width() - width(images) + 1L),
                    flip.horizontal() && seed.below(2, 2) == 1,
                    flip.vertical() && seed.below(3, 2) == 1);
        });
    }

    Images centre(Images images) {
        if (height(images) == images.height() && width(images) == images.width()) {
            return images;
        }
        int top = (images.height() - height(images)) / 2;
        int left = (images.width() - width(images)) / 2;
        return cut(images, i -> new Cut(top, left, false, false));
    }

    private int height(Images images) {
        return side == 0 ? images.height() : side;
    }

    private int width(Images images) {
        return side == 0 ? images.width() : side;
    }

    private Images cut(Images images, IntFunction<Cut> cuts) {
        int height = height(images);
        int width = width(images);
        if (height > images.height() || width > images.width()) {
            throw FigmentException.user(Problem.of(
                            "crop-too-large",
                            images.names().isEmpty() ? "" : images.names().get(0),
                            "a square of " + side + " pixels is to be cut out of images of " + images.width() + "×"
                                    + images.height())
                    .fix("give 'augment.crop' a smaller number, or scale the images with 'size'"));
        }
        Tensor pixels = Tensor.allocate(ElementType.FLOAT32, images.size(), images.channels(), height, width);
        FloatBuffer from = images.pixels().floats();
        FloatBuffer to = pixels.floats();
        float[] row = new float[width];
        for (int i = 0; i < images.size(); i++) {
            Cut cut = cuts.apply(i);
            for (int channel = 0; channel < images.channels(); channel++) {
                int plane = (i * images.channels() + channel) * images.height();
                for (int y = 0; y < height; y++) {
                    int line = cut.top + (cut.upsideDown ? height - 1 - y : y);
                    from.get((plane + line) * images.width() + cut.left, row);
                    if (cut.mirrored) {
                        reverse(row);
                    }
                    to.put(row);
                }
            }
        }
        return new Images(pixels, images.names());
    }

    private static void reverse(float[] row) {
        for (int left = 0, right = row.length - 1; left < right; left++, right--) {
            float swapped = row[left];
            row[left] = row[right];
            row[right] = swapped;
        }
    }
}
