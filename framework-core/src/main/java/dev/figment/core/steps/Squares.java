package dev.figment.core.steps;

import dev.figment.api.data.ImageFormat;
import org.jspecify.annotations.Nullable;

/** The format that the keys {@code channels} and {@code size} of steps ask for; what is left out is as found. */
final class Squares {
    private Squares() {}

    static ImageFormat format(@Nullable Integer channels, @Nullable Integer size) {
        int side = size == null ? 0 : size;
        return new ImageFormat(channels == null ? 0 : channels, side, side);
    }
}
