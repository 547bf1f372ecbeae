package dev.figment.core.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.figment.api.error.FigmentException;
import dev.figment.api.error.FigmentException.Fault;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PicturesTest {
    @TempDir
    Path folder;

    private static BufferedImage orange(int type) {
        BufferedImage image = new BufferedImage(24, 16, type);
        var graphics = image.createGraphics();
        graphics.setColor(new Color(255, 128, 0));
        graphics.fillRect(0, 0, 24, 16);
        graphics.dispose();
        return image;
    }

    private Path file(String name, byte[] bytes) throws IOException {
        return Files.write(folder.resolve(name), bytes);
    }

    @ParameterizedTest
    @CsvSource({"png, 0.0001", "jpg, 0.02", "bmp, 0.0001", "gif, 0.01", "tiff, 0.0001"})
    void readsColour(String format, float tolerance) throws IOException {
        Picture picture =
                Pictures.read(file("a." + format, Samples.written(orange(BufferedImage.TYPE_INT_RGB), format, false)));
        assertThat(picture).hasToString("24×16 colour");
        for (int x = 0; x < 24; x++) {
            assertThat(picture.value(0, 5, x)).isEqualTo(1, within(tolerance));
            assertThat(picture.value(1, 5, x)).isEqualTo(128 / 255f, within(tolerance));
            assertThat(picture.value(2, 5, x)).isEqualTo(0, within(tolerance));
        }
    }

    @ParameterizedTest
    @CsvSource({"png, 0.0001", "jpg, 0.02", "bmp, 0.0001", "gif, 0.0001", "tiff, 0.0001"})
    void readsGreyAsStored(String format, float tolerance) throws IOException {
        BufferedImage image = new BufferedImage(16, 16, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < 256; i++) {
            image.getRaster().setSample(i % 16, i / 16, 0, 16 * (i / 16) + 8);
        }
        Picture picture = Pictures.read(file("a." + format, Samples.written(image, format, false)));
        assertThat(picture).hasToString("16×16 grey");
        for (int y = 0; y < 16; y++) {
            assertThat(picture.value(0, y, 3)).isEqualTo((16 * y + 8) / 255f, within(tolerance));
        }
    }

    @Test
    void readsSixteenBitsOfTiff() throws IOException {
        BufferedImage image = new BufferedImage(3, 3, BufferedImage.TYPE_USHORT_GRAY);
        image.getRaster().setSample(1, 1, 0, 12_345);
        Picture picture = Pictures.read(file("deep.tif", Samples.written(image, "tiff", false)));
        assertThat(picture.value(0, 1, 1)).isEqualTo(12_345 / 65_535f);
    }

    @Test
    void goesByTheContentNotTheName() throws IOException {
        Path file = file("really.jpg", Png.encode(Samples.noise(1, 2, 3)));
        assertThat(Pictures.read(file)).hasToString("3×2 grey");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<!DOCTYPE html><html>| it is a web page (HTML)",
                "%PDF-1.7| it is a PDF",
                "<svg xmlns='http://www.w3.org/2000/svg'/>| it is an SVG drawing, which has no pixels",
                "RIFF0000WEBPVP8 | it is WebP, which is not supported",
                "0000ftypheic| it is HEIF, AVIF or a video, which are not supported",
                "version https://git-lfs.github.com/spec/v1| it is a Git LFS pointer",
                "name,z0,z1| it begins with 'name,z0,'",
                "''| it is empty"
            })
    void saysWhatAFileIsThatIsNoImage(String content, String message) throws IOException {
        Path file = file("photo.png", content.getBytes(StandardCharsets.ISO_8859_1));
        assertThatExceptionOfType(FigmentException.class)
                .isThrownBy(() -> Pictures.read(file))
                .withMessageStartingWith(file + ": this is no image: " + message)
                .withMessageEndingWith("PNG, JPEG, GIF, BMP, TIFF, PGM and PPM are read")
                .satisfies(e -> assertThat(e.fault()).isEqualTo(Fault.USER));
    }

    @ParameterizedTest
    @CsvSource({"png", "jpg", "bmp", "gif", "tiff"})
    void namesAFileThatIsCutOff(String format) throws IOException {
        byte[] whole =
                Samples.written(Samples.filled(new BufferedImage(40, 40, BufferedImage.TYPE_INT_RGB)), format, false);
        Path file = file("photo." + format, Arrays.copyOf(whole, 30));
        assertThatExceptionOfType(FigmentException.class)
                .isThrownBy(() -> Pictures.read(file))
                .withMessageStartingWith(file + ": this ")
                .satisfies(e -> assertThat(e.fault()).isEqualTo(Fault.USER));
    }

    @Test
    void namesAFileThatIsMissingOrAFolder() {
        assertThatExceptionOfType(FigmentException.class)
                .isThrownBy(() -> Pictures.read(folder.resolve("none.png")))
                .withMessage(folder.resolve("none.png") + ": there is no such file");
        assertThatExceptionOfType(FigmentException.class)
                .isThrownBy(() -> Pictures.read(folder))
                .withMessageContaining(folder + ": cannot read this file");
    }

    @Test
    void refusesAFileThatIsTooLargeToBeAnImage() throws IOException {
        Path file = file("movie.png", new byte[0]);
        try (var channel = java.nio.channels.FileChannel.open(file, java.nio.file.StandardOpenOption.WRITE)) {
            channel.write(java.nio.ByteBuffer.allocate(1), 3L << 30);
        }
        assertThatExceptionOfType(FigmentException.class)
                .isThrownBy(() -> Pictures.read(file))
                .withMessageStartingWith(file + ": this is no image: it has 3221225473 bytes");
    }
}
