package dev.figment.core.data;

import static dev.figment.core.data.Sources.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.figment.api.Attributed;
import dev.figment.api.Images;
import dev.figment.api.Records;
import dev.figment.api.data.AttributeFormat;
import dev.figment.api.data.Dataset;
import dev.figment.api.data.ImageFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AttributeFilesTest {
    private static final AttributeFormat FORMAT =
            new AttributeFormat(ImageFormat.AS_FOUND, "file", List.of("hat", "who"));

    @TempDir
    Path base;

    private Sources sources;

    @BeforeEach
    void begin() throws IOException {
        sources = new Sources(base);
        sources.png("d/x/1.png", 1, 4, 4, 10, 10);
        sources.png("d/y/1.png", 1, 4, 4, 20, 20);
        sources.png("d/y/2.png", 1, 4, 4, 30, 30);
    }

    @Test
    void eachRowNamesAnImageAndItsAttributes() throws IOException {
        sources.text("d/t.tsv", "who\tfile\thair\that\nann, b.\ty/1.png\t\t1\nbob\tx/1.png\tred\t 0 \n");
        Dataset<Attributed<Images, Records>> open = sources.open("d/t.tsv", FORMAT);
        assertThat(open.size()).isEqualTo(2);
        Attributed<Images, Records> both = open.read(new int[] {1, 0});
        assertThat(both.samples().pixels().floats().get(0) * 255).isEqualTo(10);
        assertThat(both.attributes().rows())
                .containsExactly(Map.of("hat", "0", "who", "bob"), Map.of("hat", "1", "who", "ann, b."));
        String before = open.digest();
        sources.text("d/t.tsv", "who\tfile\thair\that\nann, b.\ty/1.png\t\t0\nbob\tx/1.png\tred\t 0 \n");
        assertThat(sources.open("d/t.tsv", FORMAT).digest()).isNotEqualTo(before);
    }

    @Test
    void commasSeparateWhereTheNameDoesNotEndInTsv() throws IOException {
        sources.text("d/t.csv", "file,hat,who\nx/1.png,1,\"ann, b.\"\n");
        assertThat(sources.open("d/t.csv", FORMAT)
                        .read(new int[] {0})
                        .attributes()
                        .rows())
                .containsExactly(Map.of("hat", "1", "who", "ann, b."));
    }

    @Test
    void aRowWhoseFileIsNotThereIsRefused() throws IOException {
        Path table = sources.text("d/t.csv", "file,hat,who\nx/1.png,1,ann\nx/2.png,1,ann\n");
        assertRefused(
                () -> sources.open("d/t.csv", FORMAT),
                table + ":3: there is no file 'x/2.png'",
                "the column 'file' names files by their paths from the folder of the table");
        sources.text("d/t.csv", "file,hat,who\n,1,ann\n");
        assertRefused(() -> sources.open("d/t.csv", FORMAT), table + ":2: this row names no file");
    }

    @Test
    void aFileWithoutALabelIsRefused() throws IOException {
        Path table = sources.text("d/t.csv", "file,hat,who\nx/1.png,,ann\n");
        assertRefused(
                () -> sources.open("d/t.csv", FORMAT),
                table + ":2: this file has no 'hat': the field is empty",
                "fill it in, or remove the row");
    }

    @Test
    void aFileOfTwoRowsIsRefused() throws IOException {
        Path table = sources.text("d/t.csv", "file,hat,who\nx/1.png,1,ann\ny/../x/1.png,0,ann\n");
        assertRefused(
                () -> sources.open("d/t.csv", FORMAT),
                table + ":3: 'y/../x/1.png' has its attributes at " + table + ":2 already");
    }

    @Test
    void anUnknownColumnIsRefused() throws IOException {
        Path table = sources.text("d/t.csv", "path,hat,who\nx/1.png,1,ann\n");
        assertRefused(
                () -> sources.open("d/t.csv", FORMAT), table + ": there is no column 'file'; there is: hat, path, who");
    }

    @Test
    void aFolderIsNoTable() throws IOException {
        sources.text("d/t.csv", "file,hat,who\nx/1.png,1,ann\n");
        assertRefused(
                () -> sources.open("d", FORMAT),
                "d: this is a folder, and attributes stand in a table",
                "name the table");
    }

    @Test
    void aRowWithTooFewFieldsSaysWhatSeparatesThem() throws IOException {
        Path table = sources.text("d/t.tsv", "file\that\twho\nx/1.png,1,ann\n");
        assertRefused(
                () -> sources.open("d/t.tsv", FORMAT),
                table + ":2: this row has 1 fields, and there are 3 columns; fields are separated by tabs");
    }
}
