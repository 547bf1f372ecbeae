package dev.figment.core.steps;

import dev.figment.api.data.ImageFormat;
import org.jspecify.annotations.Nullable;

/** Keys of steps that read images, and the format that {@code channels} and {@code size} ask for; what is left out is as found. */
final class Squares {
    static final String SIZE =
            "height and width in pixels: images are scaled to cover this square and cut at the centre;"
                    + " left out, all must have the size of the first";
    static final String CHANNELS = "1 for grey, 3 for colour; left out, as in the first image";
    static final String BATCH = "images in a batch, at least 1; it changes speed and memory, not results";
    static final String LIMIT = "read no more than this many images; left out, all";

    private Squares() {}

    static ImageFormat format(@Nullable Integer channels, @Nullable Integer size) {
        int side = size == null ? 0 : size;
        return new ImageFormat(channels == null ? 0 : channels, side, side);
    }
}
