package dev.figment.api.data;

import dev.figment.api.Attributed;
import dev.figment.api.Images;
import dev.figment.api.Records;
import java.util.List;

/**
 * Images with attributes, from a table: CSV (RFC 4180), or the same with tabs in the place of commas where the file's name
 * ends in {@code .tsv}. The first row names the columns; each other row names an image file, by its path from the table's
 * folder, and gives its attributes. Images that no row names are left out.
 *
 * @param images how the images are given
 * @param files the column that names the files
 * @param columns the attributes that are read, of which no row may leave one empty
 */
public record AttributeFormat(ImageFormat images, String files, List<String> columns)
        implements DataFormat<Attributed<Images, Records>> {
    public AttributeFormat {
        columns = List.copyOf(columns);
    }
}
