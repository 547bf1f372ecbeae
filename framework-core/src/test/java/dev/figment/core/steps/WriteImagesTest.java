package dev.figment.core.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.figment.api.Images;
import dev.figment.api.Outcome;
import dev.figment.api.Sink;
import dev.figment.api.error.FigmentException;
import dev.figment.core.image.Picture;
import dev.figment.core.image.Pictures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WriteImagesTest {
    @TempDir
    Path folder;

    private String run(Sink<Images> sink, Images... batches) {
        List<Outcome> outcomes = Flow.run(Flow.of(batches), sink);
        assertThat(outcomes).hasSize(1);
        return ((Outcome.Written) outcomes.get(0)).summary();
    }

    private TreeSet<String> files(String name) {
        return new TreeSet<>(List.of(folder.resolve(name).toFile().list()));
    }

    private WriteGrid grid(String name, Integer columns, int stack) {
        return new WriteGrid(new WriteGrid.Config(Flow.to(folder, name), columns, stack, 0, 1));
    }

    @Test
    void drawsAGrid() {
        Images first = Flow.images(1, 2, List.of(), 0, 0.2f, 0.4f);
        Images second = Flow.images(1, 2, List.of(), 0.6f, 0.8f, 1);
        assertThat(run(grid("out/grid.png", 3, 2), first, second)).isEqualTo("6 images in a grid of 6×2 grey pixels");
        Picture picture = Pictures.read(folder.resolve("out/grid.png"));
        float[] expected = {0, 0, 0.4f, 0.4f, 0.8f, 0.8f, 0.2f, 0.2f, 0.6f, 0.6f, 1, 1};
        for (int i = 0; i < expected.length; i++) {
            assertThat(picture.value(0, i / 6, i % 6)).isEqualTo(expected[i]);
        }
        assertThat(files("out")).containsExactly("grid.png");
    }

    @Test
    void padsAndMagnifiesAGrid() {
        WriteGrid step = new WriteGrid(new WriteGrid.Config(Flow.to(folder, "grid.png"), null, 1, 2, 3));
        run(step, Flow.images(1, 1, List.of(), 1, 1, 1, 1));
        Picture picture = Pictures.read(folder.resolve("grid.png"));
        assertThat(picture).hasToString("12×12 grey");
        assertThat(picture.value(0, 1, 5)).isZero();
        assertThat(picture.value(0, 2, 4)).isEqualTo(1);
        assertThat(picture.value(0, 5, 5)).isZero();
        assertThat(picture.value(0, 7, 9)).isEqualTo(1);
    }

    @Test
    void writesEachImageUnderItsName() {
        WriteImages step = new WriteImages(new WriteImages.Config(Flow.to(folder, "out")));
        Images first = Flow.images(2, 2, List.of("a.png", "b.tar.gz", "a.jpg"), 0, 0.2f, 0.4f);
        Images second = Flow.images(2, 2, List.of("A.bmp", "x/..\\y: z?.png"), 0.6f, 0.8f);
        assertThat(run(step, first, second)).isEqualTo("5 images");
        assertThat(files("out")).containsExactly("A-3.png", "a-2.png", "a.png", "b.tar.png", "x_.._y_ z_.png");
        assertThat(Pictures.read(folder.resolve("out/a-2.png")).value(0, 1, 1)).isEqualTo(0.4f);
        assertThat(Pictures.read(folder.resolve("out/A-3.png")).value(0, 0, 0)).isEqualTo(0.6f);
    }

    @Test
    void numbersImagesWithoutNamesInAnyLanguage() {
        WriteImages step = new WriteImages(new WriteImages.Config(Flow.to(folder, "out")));
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
        try {
            run(step, Flow.images(1, 1, List.of(), 0, 1), Flow.images(1, 1, List.of(), 1));
        } finally {
            Locale.setDefault(before);
        }
        assertThat(files("out")).containsExactly("000000.png", "000001.png", "000002.png");
    }

    @Test
    void replacesImagesOfTheSameNameOnly() throws IOException {
        Files.createDirectory(folder.resolve("out"));
        Files.writeString(folder.resolve("out/000000.png"), "old");
        Files.writeString(folder.resolve("out/notes.txt"), "mine");
        WriteImages step = new WriteImages(new WriteImages.Config(Flow.to(folder, "out")));
        run(step, Flow.images(1, 1, List.of(), 1));
        assertThat(Pictures.read(folder.resolve("out/000000.png")).value(0, 0, 0))
                .isEqualTo(1);
        assertThat(folder.resolve("out/notes.txt")).hasContent("mine");
    }

    @Test
    void animates() throws IOException {
        WriteGif step = new WriteGif(new WriteGif.Config(Flow.to(folder, "a.gif"), 10, 2, true));
        assertThat(run(step, Flow.images(3, 4, List.of(), 0, 1), Flow.images(3, 4, List.of(), 0.2f)))
                .isEqualTo("3 frames");
        var reader = ImageIO.getImageReadersByFormatName("gif").next();
        try (var stream = ImageIO.createImageInputStream(folder.resolve("a.gif").toFile())) {
            reader.setInput(stream);
            assertThat(reader.getNumImages(true)).isEqualTo(3);
            assertThat(reader.getWidth(2)).isEqualTo(8);
            assertThat(reader.getHeight(2)).isEqualTo(6);
            int[] levels = {0, 255, 51};
            for (int i = 0; i < 3; i++) {
                assertThat(reader.read(i).getRGB(7, 5) & 255).isEqualTo(levels[i]);
            }
        } finally {
            reader.dispose();
        }
    }

    @Test
    void refusesFilesOfAnotherKindAndNumbersOutOfRange() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> grid("grid.jpg", null, 1))
                .withMessageStartingWith("to names a file that ends in .png, not '");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> grid("grid.png", 0, 1))
                .withMessage("columns is at least 1, not 0");
        assertThatIllegalArgumentException().isThrownBy(() -> grid("grid.png", 1, 0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new WriteGif.Config(Flow.to(folder, "a.gif"), 51, 1, true))
                .withMessage("frame-rate is from 1 to 50, not 51");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new WriteGif.Config(Flow.to(folder, "a.png"), 12, 1, true));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new WriteGif.Config(Flow.to(folder, "a.gif"), 12, 65, true));
    }

    @Test
    void refusesAPlaceWhereItCannotWriteBeforeAnythingIsRead() throws IOException {
        Files.writeString(folder.resolve("file"), "");
        Files.createDirectory(folder.resolve("folder.png"));
        WriteImages images = new WriteImages(new WriteImages.Config(Flow.to(folder, "file")));
        for (Sink<Images> sink : List.of(images, grid("folder.png", null, 1), grid("file/a.png", null, 1))) {
            Images unread = Flow.images(1, 1, List.of(), 0);
            List<Images> read = new java.util.ArrayList<>();
            dev.figment.api.Transform<Images, Images> noting = (batch, at) -> {
                read.add(batch);
                return batch;
            };
            assertThatExceptionOfType(FigmentException.class)
                    .isThrownBy(() -> Flow.run(Flow.of(unread), noting, sink))
                    .satisfies(e -> assertThat(e.fault()).isEqualTo(FigmentException.Fault.USER));
            assertThat(read).isEmpty();
        }
    }
}
