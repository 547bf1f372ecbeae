package dev.figment.core.data;

import dev.figment.api.ElementType;
import dev.figment.api.Tensor;
import dev.figment.api.data.ImageFormat;
import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;

/** Memory for the pixels of a batch. */
final class PixelBatch {
    private PixelBatch() {}

    /**
     * @param name of the data, for errors
     * @throws FigmentException if the images together exceed what one tensor holds
     */
    static Tensor allocate(String name, int images, ImageFormat format) {
        double each = (double) Float.BYTES * format.channels() * format.height() * format.width();
        if (images * each > Integer.MAX_VALUE) {
            int most = (int) (Integer.MAX_VALUE / each);
            String size = format.width() + "×" + format.height() + " with " + format.channels() + " channels";
            throw FigmentException.user(
                    Problem.of("batch-too-large", name, images + " images of " + size + " in a batch exceed 2 GiB")
                            .fix(
                                    most == 0
                                            ? "ask for a smaller size"
                                            : "set batch to " + most + " or less, or a smaller size"));
        }
        return Tensor.allocate(ElementType.FLOAT32, images, format.channels(), format.height(), format.width());
    }
}
