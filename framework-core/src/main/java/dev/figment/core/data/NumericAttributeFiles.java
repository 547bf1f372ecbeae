package dev.figment.core.data;

import dev.figment.api.Attribute;
import dev.figment.api.Attributed;
import dev.figment.api.Attributes;
import dev.figment.api.ElementType;
import dev.figment.api.Images;
import dev.figment.api.Tensor;
import dev.figment.api.data.Dataset;
import dev.figment.api.data.NumericAttributeFormat;
import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Image files in their order, each with the numbers that a table has of it. */
final class NumericAttributeFiles implements Dataset<Attributed<Images, Attributes>> {
    private final Path table;
    private final ImageFiles images;
    private final List<Attribute> attributes;
    private final float[][] values;

    private NumericAttributeFiles(Path table, ImageFiles images, List<Attribute> attributes, float[][] values) {
        this.table = table;
        this.images = images;
        this.attributes = attributes;
        this.values = values;
    }

    /**
     * @param files the images
     * @param table the file of the table
     * @throws FigmentException if the {@linkplain AttributeTable table} cannot be read, a file has no row in it, or a field of
     *     such a row is no finite number
     */
    static NumericAttributeFiles read(
            String name, List<Path> files, Path table, NumericAttributeFormat format, Memory memory) {
        AttributeTable read = AttributeTable.read(table, format.files(), format.columns());
        int[] rows = read.rowsOf(files);
        float[][] values = new float[rows.length][];
        for (int i = 0; i < rows.length; i++) {
            values[i] = numbers(read, rows[i]);
        }
        List<Attribute> attributes = new ArrayList<>();
        for (int k = 0; k < format.columns().size(); k++) {
            attributes.add(range(format.columns().get(k), values, k));
        }
        return new NumericAttributeFiles(
                table, new ImageFiles(name, files, format.images(), memory), attributes, values);
    }

    private static float[] numbers(AttributeTable table, int row) {
        float[] numbers = new float[table.columns().size()];
        int k = 0;
        for (var field : table.fields(row).entrySet()) {
            numbers[k++] = number(field.getValue(), field.getKey(), table.csv().where(row));
        }
        return numbers;
    }

    private static float number(String text, String column, String where) {
        try {
            float number = Float.parseFloat(text);
            if (Float.isFinite(number)) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw noNumber(text, column, where);
        }
        throw noNumber(text, column, where);
    }

    private static FigmentException noNumber(String text, String column, String where) {
        return FigmentException.user(Problem.of(
                        "no-number", where, "'" + column + "' is '" + text + "' here, which is no finite number")
                .fix("write 1 for images that have such an attribute and 0 for those that have not, or leave the"
                        + " column out of 'columns'"));
    }

    private static Attribute range(String name, float[][] values, int column) {
        float least = values[0][column];
        float most = least;
        for (float[] row : values) {
            least = Math.min(least, row[column]);
            most = Math.max(most, row[column]);
        }
        return new Attribute(name, least, most);
    }

    @Override
    public String name() {
        return images.name();
    }

    @Override
    public int size() {
        return values.length;
    }

    @Override
    public Attributed<Images, Attributes> read(int[] indices) {
        Tensor of = Tensor.allocate(ElementType.FLOAT32, indices.length, attributes.size());
        for (int i = 0; i < indices.length; i++) {
            of.rows(i, i + 1).floats().put(values[indices[i]]);
        }
        return new Attributed<>(images.read(indices), new Attributes(of, attributes));
    }

    /** Of the images, and of the table. */
    @Override
    public String digest() {
        return images.digest() + ",attributes:" + FileDigest.of(List.of(table));
    }
}
