package dev.figment.api.data;

import dev.figment.api.Images;
import dev.figment.api.config.DataRef;

/** The service that opens data; ask for it in a constructor. */
public interface Datasets {
    /**
     * Opens images: a named dataset ({@code data:mnist/train}, downloaded when it is not there yet), an IDX file, an
     * image file, a folder of images or a glob.
     *
     * @throws dev.figment.api.error.FigmentException if there is no such data, none of it is an image, or its images
     *     differ in size and {@code format} names none
     */
    Dataset<Images> images(DataRef from, ImageFormat format);
}
