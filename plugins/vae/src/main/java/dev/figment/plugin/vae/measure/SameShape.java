package dev.figment.plugin.vae.measure;

import dev.figment.api.Images;
import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import java.util.Arrays;

/** The check that images and what they were decoded to can be compared pixel by pixel. */
final class SameShape {
    private SameShape() {}

    static Images require(Images images, Images decoded) {
        if (!Arrays.equals(images.pixels().shape(), decoded.pixels().shape())) {
            throw FigmentException.user(Problem.of(
                            "reconstruction-differs",
                            "",
                            "images of " + images.pixels() + " were decoded to " + decoded.pixels())
                    .fix("measure with a model that gives back images of the size that it takes"));
        }
        return decoded;
    }
}
