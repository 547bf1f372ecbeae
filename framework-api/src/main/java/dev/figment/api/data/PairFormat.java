package dev.figment.api.data;

import dev.figment.api.ImagePairs;

/**
 * Pairs of images. Two lie side by side in one file, as pix2pix (Isola et al. 2017) stores its data; or, where the data
 * is a folder with the folders {@code A} and {@code B}, in one file each, with the same names but for the ending.
 *
 * @param input which of the two is the input
 * @param images how both are given; height and width are of one image, not of the file that holds two
 */
public record PairFormat(Input input, ImageFormat images) implements DataFormat<ImagePairs> {
    /** Which image of a pair a model is given. */
    public enum Input {
        /** The left half, or the image in the folder {@code A}; the other is the target. */
        LEFT,
        /** The right half, or the image in the folder {@code B}; the other is the target. */
        RIGHT,
        /** Each file is one image, both input and target: for models that undo what is done to their input. */
        SAME
    }
}
