package dev.figment.api.data;

import dev.figment.api.Attributed;
import dev.figment.api.Attributes;
import dev.figment.api.Images;
import dev.figment.api.config.DataRef;
import java.util.List;

/**
 * Images with numeric attributes, from a table beside them, which is read as that of {@link AttributeFormat}. Here the data are
 * the image files, of which each must have a row; rows of other images are left out.
 *
 * @param images how the images are given
 * @param labels the table
 * @param files its column that names the files, by their paths from the table's folder
 * @param columns the attributes, at least one, whose fields must be finite numbers in all rows
 */
public record NumericAttributeFormat(ImageFormat images, DataRef labels, String files, List<String> columns)
        implements DataFormat<Attributed<Images, Attributes>> {
    public NumericAttributeFormat {
        columns = List.copyOf(columns);
    }
}
