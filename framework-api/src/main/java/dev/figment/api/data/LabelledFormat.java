package dev.figment.api.data;

import dev.figment.api.Batch;
import dev.figment.api.Labelled;

/**
 * Samples with labels. The classes are numbered in the natural order of their names. An IDX file of images has its labels
 * beside it: {@code train-labels-idx1-ubyte} for {@code train-images-idx3-ubyte}.
 *
 * @param by where the label of a file stands
 * @param of how the samples are given: {@link ImageFormat} or {@link AudioFormat}
 */
public record LabelledFormat<T extends Batch>(By by, DataFormat<T> of) implements DataFormat<Labelled<T>> {
    /** Where labels come from. */
    public enum By {
        /** Each folder in the data's folder is a class, and holds its files, at any depth. */
        FOLDER,
        /** The part of a file's name before the first underscore: {@code 7_jackson_32.wav}. */
        NAME
    }

    public LabelledFormat {
        if (!(of instanceof ImageFormat) && !(of instanceof AudioFormat)) {
            throw new IllegalArgumentException("images and sounds have labels, not " + of);
        }
    }
}
