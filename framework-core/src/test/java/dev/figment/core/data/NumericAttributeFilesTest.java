package dev.figment.core.data;

import static dev.figment.core.data.Sources.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.figment.api.Attribute;
import dev.figment.api.Attributed;
import dev.figment.api.Attributes;
import dev.figment.api.Images;
import dev.figment.api.config.DataRef;
import dev.figment.api.data.Dataset;
import dev.figment.api.data.ImageFormat;
import dev.figment.api.data.NumericAttributeFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NumericAttributeFilesTest {
    private static final String TABLE = "file,hat,age,who\ny/1.png,1,31.5,ann\nx/1.png, 0 ,8,bob\ny/2.png,1,60,ann\n";

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

    private Dataset<Attributed<Images, Attributes>> open(String images, String... columns) {
        return sources.open(
                images,
                new NumericAttributeFormat(
                        ImageFormat.AS_FOUND, new DataRef("d/t.csv", base), "file", List.of(columns)));
    }

    @Test
    void eachImageHasTheNumbersOfItsRow() throws IOException {
        sources.text("d/t.csv", TABLE);
        Dataset<Attributed<Images, Attributes>> open = open("d/**.png", "hat", "age");
        assertThat(open.size()).isEqualTo(3);
        Attributed<Images, Attributes> two = open.read(new int[] {1, 0});
        assertThat(two.samples().names()).containsExactly("1.png", "1.png");
        assertThat(two.samples().pixels().rows(0, 1).floats().get(0) * 255).isEqualTo(20);
        assertThat(two.attributes().values().toFloatArray()).containsExactly(1, 31.5f, 0, 8);
    }

    @Test
    void theRangesAreThoseOfTheImagesThatAreRead() throws IOException {
        sources.text("d/t.csv", TABLE);
        assertThat(open("d/**.png", "age").read(new int[] {2}).attributes().attributes())
                .containsExactly(new Attribute("age", 8, 60));
        assertThat(open("d/y", "hat", "age").read(new int[] {0}).attributes().attributes())
                .containsExactly(new Attribute("hat", 1, 1), new Attribute("age", 31.5f, 60));
    }

    @Test
    void anotherTableGivesAnotherDigest() throws IOException {
        sources.text("d/t.csv", TABLE);
        String before = open("d/y", "hat").digest();
        sources.text("d/t.csv", TABLE.replace("31.5", "32"));
        assertThat(open("d/y", "hat").digest()).isNotEqualTo(before);
    }

    @Test
    void imagesWithoutARowAreRefused() throws IOException {
        Path table = sources.text("d/t.csv", "file,hat\nx/1.png,1\n");
        assertRefused(
                () -> open("d/**.png", "hat"),
                table + ": no row names '" + base.resolve("d/y/1.png") + "', nor 1 more of the 3 images",
                "add rows, whose column 'file' names images by their paths from the folder of the table");
    }

    @ParameterizedTest
    @ValueSource(strings = {"yes", "NaN", "1e99", "1,5"})
    void whatIsNoFiniteNumberIsRefusedAtItsRow(String text) throws IOException {
        Path table = sources.text("d/t.csv", "file,hat\nx/1.png,0\ny/1.png,\"" + text + "\"\ny/2.png,1\n");
        assertRefused(
                () -> open("d/**.png", "hat"),
                table + ":3: 'hat' is '" + text + "' here, which is no finite number",
                "write 1 for images that have such an attribute and 0 for those that have not");
    }

    @Test
    void anUnknownColumnIsRefused() throws IOException {
        Path table = sources.text("d/t.csv", TABLE);
        assertRefused(
                () -> open("d/y", "hut"),
                table + ": there is no column 'hut'; there is: age, file, hat, who; did you mean 'hat'?");
    }

    @Test
    void anEmptyFieldIsRefused() throws IOException {
        Path table = sources.text("d/t.csv", "file,hat\nx/1.png,\n");
        assertRefused(() -> open("d/x", "hat"), table + ":2: this file has no 'hat': the field is empty");
    }

    @Test
    void aFileOfManyImagesIsRefused() throws IOException {
        sources.text("d/t.csv", TABLE);
        sources.file("d/images-idx3-ubyte", new byte[] {0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 7});
        assertRefused(
                () -> open("d/images-idx3-ubyte", "hat"),
                "d/images-idx3-ubyte: a table names image files, and this is one file of many images",
                "name image files");
    }
}
