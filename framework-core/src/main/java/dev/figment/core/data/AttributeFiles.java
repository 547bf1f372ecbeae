package dev.figment.core.data;

import dev.figment.api.Attributed;
import dev.figment.api.Images;
import dev.figment.api.Records;
import dev.figment.api.data.AttributeFormat;
import dev.figment.api.data.Dataset;
import dev.figment.api.error.FigmentException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The images that a table names, in its order, each with its row's attributes. */
final class AttributeFiles implements Dataset<Attributed<Images, Records>> {
    private final Path table;
    private final ImageFiles images;
    private final List<Map<String, String>> attributes;

    private AttributeFiles(Path table, ImageFiles images, List<Map<String, String>> attributes) {
        this.table = table;
        this.images = images;
        this.attributes = attributes;
    }

    /**
     * @throws FigmentException if the {@linkplain AttributeTable table} cannot be read, or a row lacks an attribute
     */
    static AttributeFiles read(String name, Path file, AttributeFormat format, Memory memory) {
        AttributeTable table = AttributeTable.read(file, format.files(), format.columns());
        List<Map<String, String>> attributes =
                IntStream.range(0, table.paths().size()).mapToObj(table::fields).toList();
        return new AttributeFiles(file, new ImageFiles(name, table.paths(), format.images(), memory), attributes);
    }

    @Override
    public String name() {
        return images.name();
    }

    @Override
    public int size() {
        return attributes.size();
    }

    @Override
    public Attributed<Images, Records> read(int[] indices) {
        List<Map<String, String>> rows = new ArrayList<>(indices.length);
        for (int index : indices) {
            rows.add(attributes.get(index));
        }
        return new Attributed<>(images.read(indices), new Records(rows));
    }

    /** Of the images, and of the table. */
    @Override
    public String digest() {
        return images.digest() + ",attributes:" + FileDigest.of(List.of(table));
    }
}
