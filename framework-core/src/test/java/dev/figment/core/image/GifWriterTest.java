package dev.figment.core.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.figment.api.error.FigmentException;
import dev.figment.core.io.AtomicFile;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.metadata.IIOMetadataNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.NodeList;

class GifWriterTest {
    @TempDir
    Path folder;

    /** What ImageIO finds in a file. */
    private record Found(List<BufferedImage> frames, List<Integer> delays, boolean loops) {
        static Found in(Path file) throws IOException {
            ImageReader reader = ImageIO.getImageReadersByFormatName("gif").next();
            try (var stream = ImageIO.createImageInputStream(file.toFile())) {
                reader.setInput(stream);
                List<BufferedImage> frames = new ArrayList<>();
                List<Integer> delays = new ArrayList<>();
                boolean loops = false;
                for (int i = 0; i < reader.getNumImages(true); i++) {
                    frames.add(reader.read(i));
                    IIOMetadataNode root =
                            (IIOMetadataNode) reader.getImageMetadata(i).getAsTree("javax_imageio_gif_image_1.0");
                    delays.add(Integer.valueOf(
                            node(root, "GraphicControlExtension").getAttribute("delayTime")));
                    NodeList extensions = root.getElementsByTagName("ApplicationExtension");
                    loops |= extensions.getLength() == 1
                            && ((IIOMetadataNode) extensions.item(0))
                                    .getAttribute("applicationID")
                                    .equals("NETSCAPE");
                }
                return new Found(frames, delays, loops);
            } finally {
                reader.dispose();
            }
        }

        private static IIOMetadataNode node(IIOMetadataNode root, String name) {
            return (IIOMetadataNode) root.getElementsByTagName(name).item(0);
        }
    }

    private Path write(int frameRate, boolean loop, Bitmap... frames) {
        Path target = folder.resolve("out.gif");
        try (AtomicFile file = AtomicFile.create(target)) {
            GifWriter gif = new GifWriter(file.output(), frameRate, loop, "out.gif");
            for (Bitmap frame : frames) {
                gif.write(frame);
            }
            assertThat(gif.frames()).isEqualTo(frames.length);
            gif.finish();
            file.commit();
        }
        return target;
    }

    private static void assertSame(BufferedImage read, Bitmap written, int tolerance) {
        assertThat(read.getWidth()).isEqualTo(written.width());
        assertThat(read.getHeight()).isEqualTo(written.height());
        for (int y = 0; y < written.height(); y++) {
            for (int x = 0; x < written.width(); x++) {
                for (int channel = 0; channel < 3; channel++) {
                    int level = read.getRGB(x, y) >> (16 - 8 * channel) & 255;
                    int expected = written.sample(y, x, Math.min(channel, written.channels() - 1));
                    assertThat(Math.abs(level - expected)).isLessThanOrEqualTo(tolerance);
                }
            }
        }
    }

    @Test
    void keepsEachFrameAndEachGrey() throws IOException {
        Bitmap[] frames = {Samples.slopes(1, 37, 41), new Bitmap(1, 37, 41, new byte[37 * 41]), Samples.noise(1, 37, 41)
        };
        Found found = Found.in(write(10, true, frames));
        assertThat(found.frames()).hasSize(3);
        for (int i = 0; i < 3; i++) {
            assertSame(found.frames().get(i), frames[i], 0);
        }
    }

    @Test
    void compressesAnyLengthOfNoiseAndOfNothing() throws IOException {
        for (int width = 1; width < 1200; width += 37) {
            Bitmap noise = Samples.noise(1, 11, width);
            Bitmap black = new Bitmap(1, 11, width, new byte[11 * width]);
            Found found = Found.in(write(10, false, noise, black));
            assertSame(found.frames().get(0), noise, 0);
            assertSame(found.frames().get(1), black, 0);
        }
    }

    @Test
    void keepsUpTo256ColoursExactly() throws IOException {
        byte[] samples = new byte[3 * 256];
        for (int i = 0; i < 256; i++) {
            samples[3 * i] = (byte) (i % 8 * 32);
            samples[3 * i + 1] = (byte) (i / 8 % 8 * 32 + 1);
            samples[3 * i + 2] = (byte) (i / 64 * 64 + 2);
        }
        Bitmap colours = new Bitmap(3, 16, 16, samples);
        Bitmap one = new Bitmap(3, 16, 16, new byte[3 * 256]);
        Found found = Found.in(write(10, false, colours, one));
        assertSame(found.frames().get(0), colours, 0);
        assertSame(found.frames().get(1), one, 0);
    }

    @Test
    void comesNearToMoreColoursThanThereAre() throws IOException {
        byte[] samples = new byte[3 * 64 * 64];
        for (int i = 0; i < 64 * 64; i++) {
            samples[3 * i] = (byte) (i % 64 * 4);
            samples[3 * i + 1] = (byte) (i / 64 * 4);
            samples[3 * i + 2] = (byte) 100;
        }
        Bitmap colours = new Bitmap(3, 64, 64, samples);
        assertSame(Found.in(write(10, false, colours)).frames().get(0), colours, 16);
    }

    @Test
    void delaysAddUpToTheFrameRate() throws IOException {
        Bitmap[] frames = Collections.nCopies(12, Samples.noise(1, 2, 2)).toArray(Bitmap[]::new);
        assertThat(Found.in(write(12, true, frames)).delays().stream()
                        .mapToInt(Integer::intValue)
                        .sum())
                .isEqualTo(100);
        assertThat(Found.in(write(12, true, frames)).delays()).allMatch(delay -> delay == 8 || delay == 9);
        assertThat(Found.in(write(50, true, frames)).delays()).containsOnly(2);
        assertThat(Found.in(write(1, true, frames)).delays()).containsOnly(100);
    }

    @Test
    void loopsIfAsked() throws IOException {
        Bitmap frame = Samples.noise(1, 2, 2);
        assertThat(Found.in(write(10, true, frame, frame)).loops()).isTrue();
        assertThat(Found.in(write(10, false, frame, frame)).loops()).isFalse();
    }

    @Test
    void refusesFramesThatDifferOrAreTooLarge() {
        assertThatExceptionOfType(FigmentException.class)
                .isThrownBy(() -> write(10, true, Samples.noise(1, 2, 2), Samples.noise(1, 2, 3)))
                .withMessage("out.gif: frame 1 is 3×2 grey, the first is 2×2 grey;"
                        + " give read-images a size and a number of channels");
        assertThatExceptionOfType(FigmentException.class)
                .isThrownBy(() -> write(10, true, new Bitmap(1, 1, 65_536, new byte[65_536])))
                .withMessageContaining("a GIF has at most 65535 pixels a side");
        assertThat(Arrays.asList(folder.toFile().list())).isEmpty();
    }
}
