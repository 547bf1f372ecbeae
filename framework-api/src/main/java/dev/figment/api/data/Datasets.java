package dev.figment.api.data;

import dev.figment.api.Batch;
import dev.figment.api.Images;
import dev.figment.api.config.DataRef;

/** The service that opens data; ask for it in a constructor. */
public interface Datasets {
    /**
     * Opens data: a named dataset ({@code data:mnist/train}, downloaded when it is not there yet), a file, a folder or a
     * glob. What is wrong with it as a whole is found here: that there is none, or none of this format, or that what its
     * files say of themselves (sizes, rates, columns) does not fit together.
     *
     * @throws dev.figment.api.error.FigmentException if it cannot be opened; it names the file, and the row or line
     */
    <T extends Batch> Dataset<T> open(DataRef from, DataFormat<T> format);

    /** Opens images. */
    default Dataset<Images> images(DataRef from, ImageFormat format) {
        return open(from, format);
    }
}
