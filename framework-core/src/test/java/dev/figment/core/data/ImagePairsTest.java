package dev.figment.core.data;

import static dev.figment.core.data.Sources.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.figment.api.ImagePairs;
import dev.figment.api.Images;
import dev.figment.api.data.Dataset;
import dev.figment.api.data.ImageFormat;
import dev.figment.api.data.PairFormat;
import dev.figment.api.data.PairFormat.Input;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImagePairsTest {
    @TempDir
    Path base;

    private Sources sources;

    @BeforeEach
    void begin() {
        sources = new Sources(base);
    }

    private static PairFormat format(Input input) {
        return new PairFormat(input, ImageFormat.AS_FOUND);
    }

    private static int level(Images images, int i) {
        return Math.round(images.pixels().rows(i, i + 1).floats().get(0) * 255);
    }

    @Test
    void halvesOfAFileAreAPair() throws IOException {
        sources.png("d/1.png", 3, 4, 8, 10, 20);
        sources.png("d/2.png", 3, 4, 8, 30, 40);
        Dataset<ImagePairs> left = sources.open("d", format(Input.LEFT));
        ImagePairs pairs = left.read(new int[] {1, 0});
        assertThat(pairs.input().pixels().shape()).containsExactly(2, 3, 4, 4);
        assertThat(level(pairs.input(), 0)).isEqualTo(30);
        assertThat(level(pairs.target(), 0)).isEqualTo(40);
        assertThat(level(pairs.input(), 1)).isEqualTo(10);
        assertThat(pairs.input().names()).containsExactly("2.png", "1.png");
        ImagePairs turned = sources.open("d", format(Input.RIGHT)).read(new int[] {0});
        assertThat(level(turned.input(), 0)).isEqualTo(20);
        assertThat(level(turned.target(), 0)).isEqualTo(10);
    }

    @Test
    void eachHalfIsScaledForItself() throws IOException {
        sources.png("d/1.png", 1, 8, 16, 0, 255);
        ImagePairs pairs = sources.open("d", new PairFormat(Input.LEFT, new ImageFormat(3, 4, 4)))
                .read(new int[1]);
        assertThat(pairs.input().pixels().toFloatArray()).containsOnly(0).hasSize(48);
        assertThat(pairs.target().pixels().toFloatArray()).containsOnly(1);
    }

    @Test
    void foldersAAndBArePairsByName() throws IOException {
        sources.png("d/A/x.png", 1, 4, 4, 1, 1);
        sources.png("d/A/y.png", 1, 4, 4, 2, 2);
        sources.png("d/B/y.png", 1, 4, 4, 4, 4);
        sources.png("d/B/x.png", 1, 4, 4, 3, 3);
        ImagePairs pairs = sources.open("d", format(Input.RIGHT)).read(new int[] {0, 1});
        assertThat(level(pairs.input(), 0)).isEqualTo(3);
        assertThat(level(pairs.target(), 0)).isEqualTo(1);
        assertThat(level(pairs.input(), 1)).isEqualTo(4);
        sources.png("d/B/z.png", 1, 4, 4, 5, 5);
        assertRefused(
                () -> sources.open("d", format(Input.LEFT)),
                base.resolve("d/B/z.png") + ": there is no image 'z' in " + base.resolve("d/A"));
    }

    @Test
    void anImageMayBeBothItself() throws IOException {
        sources.png("d/1.png", 1, 4, 5, 7, 7);
        ImagePairs pairs = sources.open("d", format(Input.SAME)).read(new int[1]);
        assertThat(pairs.input()).isSameAs(pairs.target());
        assertThat(pairs.input().width()).isEqualTo(5);
    }

    @Test
    void anOddWidthIsNoPairAndTrainingHearsOfItAtOnce() throws IOException {
        sources.png("d/1.png", 1, 4, 8, 1, 2);
        sources.png("d/2.png", 1, 4, 7, 1, 2);
        String message = base.resolve("d/2.png")
                + ": this image is 7 pixels wide, so it does not hold two images of one size side by side";
        assertRefused(() -> sources.open("d", format(Input.LEFT)).read(new int[] {1}), message);
        assertRefused(() -> sources.keep(1000, "d", format(Input.LEFT)), message, "folders A and B");
    }

    @Test
    void halvesOfAnotherSizeAreRefused() throws IOException {
        sources.png("d/1.png", 1, 4, 8, 1, 2);
        sources.png("d/2.png", 1, 4, 10, 1, 2);
        assertRefused(
                () -> sources.keep(1000, "d", format(Input.LEFT)),
                base.resolve("d/2.png") + ": this image is 5×4, while " + base.resolve("d/1.png") + " is 4×4 grey",
                "size: 64, for instance");
    }
}
