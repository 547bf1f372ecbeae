package dev.figment.core.data;

import static dev.figment.core.data.Sources.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.figment.api.Images;
import dev.figment.api.data.Dataset;
import dev.figment.api.data.ImageFormat;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images as a training reads them: again and again. */
class KeptImagesTest {
    private static final ImageFormat FORMAT = new ImageFormat(3, 8, 8);
    private static final long EACH = 3 * 8 * 8;

    @TempDir
    Path base;

    private Sources sources;

    @BeforeEach
    void begin() throws IOException {
        sources = new Sources(base);
        for (int i = 0; i < 6; i++) {
            sources.file("d/" + i + ".jpg", jpeg(20 + i, 16));
        }
    }

    private static byte[] jpeg(int width, int height) throws IOException {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Random random = new Random(width);
        for (int i = 0; i < width * height; i++) {
            image.setRGB(i % width, i / width, random.nextInt());
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(image, "jpg", bytes);
        return bytes.toByteArray();
    }

    private static float[] values(Dataset<Images> images) {
        return images.read(new int[] {5, 0, 3, 3, 1, 2, 4}).pixels().toFloatArray();
    }

    @Test
    void whatIsKeptIsWhatWouldBeDecoded() {
        Dataset<Images> all = sources.keep(1 << 20, "d", FORMAT);
        Dataset<Images> two = sources.keep(2 * EACH, "d", FORMAT);
        Dataset<Images> none = sources.keep(1, "d", FORMAT);
        float[] first = values(all);
        assertThat(values(all)).isEqualTo(first);
        assertThat(values(two)).isEqualTo(first);
        assertThat(values(two)).isEqualTo(first);
        assertThat(values(none)).isEqualTo(first);
        float[] exact = values(sources.open("d", FORMAT));
        assertThat(first).usingComparatorWithPrecision(0.5f / 255 + 1e-6f).containsExactly(exact);
    }

    @Test
    void whatIsKeptIsNotReadAgain() throws IOException {
        Dataset<Images> all = sources.keep(1 << 20, "d", FORMAT);
        Dataset<Images> two = sources.keep(2 * EACH, "d", FORMAT);
        float[] before = values(all);
        two.read(new int[] {0, 1, 2});
        for (int i = 0; i < 6; i++) {
            Files.delete(base.resolve("d/" + i + ".jpg"));
        }
        assertThat(values(all)).isEqualTo(before);
        assertThat(two.read(new int[] {0, 1}).size()).isEqualTo(2);
        assertRefused(() -> two.read(new int[] {2}), base.resolve("d/2.jpg") + ": there is no such file");
    }

    @Test
    void aFileThatIsNoImageOrCutOffIsFoundWhenItIsOpened() throws IOException {
        byte[] whole = jpeg(40, 40);
        sources.file("d/4.jpg", Arrays.copyOf(whole, whole.length / 2));
        assertRefused(
                () -> sources.keep(1 << 20, "d", FORMAT),
                base.resolve("d/4.jpg") + ": this image is damaged or of a kind that is not supported: it is cut off");
        sources.file("d/4.jpg", "<html>".getBytes(StandardCharsets.UTF_8));
        assertRefused(() -> sources.keep(1 << 20, "d", FORMAT), base.resolve("d/4.jpg") + ": this is no image");
        byte[] png = Files.readAllBytes(sources.png("x.png", 1, 8, 8, 1, 2));
        sources.file("d/4.jpg", Arrays.copyOf(png, png.length - 12));
        assertRefused(() -> sources.keep(1 << 20, "d", FORMAT), base.resolve("d/4.jpg") + ": this PNG is cut off");
    }

    @Test
    void sizesThatDifferAreFoundWhenItIsOpened() {
        assertRefused(
                () -> sources.keep(1 << 20, "d", ImageFormat.AS_FOUND),
                ".jpg: this image is 2",
                "while " + base.resolve("d/0.jpg") + " is 20×16 colour",
                "size: 64, for instance");
    }

    @Test
    void filesMayBeOfKindsThatDoNotSayTheirSizeFirst() throws IOException {
        sources.file(
                "e/1.pgm", "P5\n# a comment\n2 2\n255\n\u0000\u0010\u0020\u0030".getBytes(StandardCharsets.ISO_8859_1));
        Dataset<Images> images = sources.keep(1 << 20, "e", ImageFormat.AS_FOUND);
        assertThat(images.read(new int[1]).pixels().toFloatArray()).containsExactly(0, 16 / 255f, 32 / 255f, 48 / 255f);
        sources.file("e/2.pgm", "P5 2 2 255\n\u0000".getBytes(StandardCharsets.ISO_8859_1));
        assertRefused(
                () -> sources.keep(1 << 20, "e", ImageFormat.AS_FOUND),
                base.resolve("e/2.pgm") + ": this PGM or PPM is cut off: 2×2 pixels need 4 bytes, there are 1");
    }

    @Test
    void memoryIsNeverGivenTwice() {
        Memory memory = new Memory(10);
        assertThat(memory.take(6)).isTrue();
        assertThat(memory.take(6)).isFalse();
        assertThat(memory.take(4)).isTrue();
        assertThat(memory.take(1)).isFalse();
        assertThat(new Memory(0).keeping()).isFalse();
    }
}
