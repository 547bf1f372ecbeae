package dev.figment.train.data;

import dev.figment.api.config.Default;
import dev.figment.api.config.Description;
import org.jspecify.annotations.Nullable;

/** How training images are varied; both images of a pair are cropped and flipped in the same way. */
@Description("How training images are varied from epoch to epoch. Validation images are cropped at the centre, and"
        + " neither flipped nor made noisy")
public record AugmentConfig(
        @Description("Scale training images to so many pixels, and cut a square of 'size' out of them at random: the"
                + " random jitter of pix2pix is size 256, jitter 286")
        @Nullable
        Integer jitter,

        @Description("Cut a square of so many pixels at random out of each training image, after 'size' if that is"
                + " given")
        @Nullable
        Integer crop,

        @Description("Mirror half of the images, drawn at random: none, horizontal (left and right change places),"
                + " vertical, or both, which are drawn one by one")
        @Default("none")
        Flip flip,

        @Description("Noise on the images; of pairs, on the input alone") @Default("{}")
        NoiseConfig noise) {
    /** In which directions images are mirrored. */
    public enum Flip {
        NONE,
        HORIZONTAL,
        VERTICAL,
        BOTH;

        boolean horizontal() {
            return this == HORIZONTAL || this == BOTH;
        }

        boolean vertical() {
            return this == VERTICAL || this == BOTH;
        }
    }

    public AugmentConfig {
        require(jitter == null || jitter > 0, "jitter must be greater than 0");
        require(crop == null || crop > 0, "crop must be greater than 0");
        require(jitter == null || crop == null, "jitter and crop exclude each other: jitter crops to 'size'");
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }
}
