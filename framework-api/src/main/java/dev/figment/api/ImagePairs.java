package dev.figment.api;

/**
 * Pairs of images that belong together, one translated into the other: a label map and its photograph.
 *
 * @param input what a model is given
 * @param target what it is to make of it; as many, of the same height and width
 */
public record ImagePairs(Images input, Images target) implements Batch {
    public ImagePairs {
        if (input.size() != target.size() || input.height() != target.height() || input.width() != target.width()) {
            throw new IllegalArgumentException("pairs of " + input.pixels() + " and " + target.pixels());
        }
    }

    @Override
    public int size() {
        return input.size();
    }
}
