package dev.figment.core.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PngReaderTest {
    private static BufferedImage deep(int colourSpace, int bands, boolean alpha) {
        ColorModel model = new ComponentColorModel(
                ColorSpace.getInstance(colourSpace),
                alpha,
                false,
                alpha ? Transparency.TRANSLUCENT : Transparency.OPAQUE,
                DataBuffer.TYPE_USHORT);
        assertThat(model.getNumComponents()).isEqualTo(bands);
        return new BufferedImage(model, model.createCompatibleWritableRaster(11, 9), false, null);
    }

    private static BufferedImage greyAndAlpha() {
        ColorModel model = new ComponentColorModel(
                ColorSpace.getInstance(ColorSpace.CS_GRAY),
                true,
                false,
                Transparency.TRANSLUCENT,
                DataBuffer.TYPE_BYTE);
        return new BufferedImage(model, model.createCompatibleWritableRaster(11, 9), false, null);
    }

    /** Indexed, {@code bits} a pixel; black, red, green, blue and so on, the first one half transparent. */
    private static BufferedImage indexed(int bits) {
        int size = 1 << bits;
        byte[] red = new byte[size];
        byte[] green = new byte[size];
        byte[] blue = new byte[size];
        byte[] alpha = new byte[size];
        Arrays.fill(alpha, (byte) 255);
        alpha[size - 1] = (byte) 128;
        for (int i = 0; i < size; i++) {
            red[i] = (byte) (i * 91);
            green[i] = (byte) (i * 57 + 20);
            blue[i] = (byte) (255 - i);
        }
        IndexColorModel model = new IndexColorModel(bits, size, red, green, blue, alpha);
        return bits == 8
                ? new BufferedImage(11, 9, BufferedImage.TYPE_BYTE_INDEXED, model)
                : new BufferedImage(11, 9, BufferedImage.TYPE_BYTE_BINARY, model);
    }

    static Stream<BufferedImage> images() {
        return Stream.of(
                        new BufferedImage(11, 9, BufferedImage.TYPE_BYTE_GRAY),
                        new BufferedImage(11, 9, BufferedImage.TYPE_3BYTE_BGR),
                        new BufferedImage(11, 9, BufferedImage.TYPE_4BYTE_ABGR),
                        greyAndAlpha(),
                        deep(ColorSpace.CS_GRAY, 1, false),
                        deep(ColorSpace.CS_GRAY, 2, true),
                        deep(ColorSpace.CS_sRGB, 3, false),
                        deep(ColorSpace.CS_sRGB, 4, true),
                        indexed(1),
                        indexed(2),
                        indexed(4),
                        indexed(8))
                .map(Samples::filled);
    }

    /** What the raster holds, with alpha over black. */
    private static float expected(BufferedImage image, int channel, int y, int x) {
        if (image.getColorModel() instanceof IndexColorModel palette) {
            int colour = palette.getRGB(image.getRaster().getSample(x, y, 0));
            return (colour >> (16 - 8 * channel) & 255) / 255f * ((colour >>> 24) / 255f);
        }
        float most = (1 << image.getSampleModel().getSampleSize(0)) - 1;
        int bands = image.getRaster().getNumBands();
        float alpha = bands % 2 == 0 ? image.getRaster().getSample(x, y, bands - 1) / most : 1;
        return image.getRaster().getSample(x, y, channel) / most * alpha;
    }

    @ParameterizedTest
    @MethodSource("images")
    void readsEachKindInterlacedOrNot(BufferedImage image) throws UnreadableImage {
        int channels = image.getColorModel().getNumComponents() < 3 ? 1 : 3;
        for (boolean interlaced : new boolean[] {false, true}) {
            Picture picture = PngReader.decode(Samples.written(image, "png", interlaced));
            assertThat(picture).hasToString("11×9 " + (channels == 1 ? "grey" : "colour"));
            for (int y = 0; y < 9; y++) {
                for (int x = 0; x < 11; x++) {
                    for (int channel = 0; channel < channels; channel++) {
                        assertThat(picture.value(channel, y, x)).isEqualTo(expected(image, channel, y, x));
                    }
                }
            }
        }
    }

    @Test
    void readsInterlacedImagesThatLackSomePasses() throws UnreadableImage {
        for (int height = 1; height <= 9; height++) {
            for (int width = 1; width <= 9; width++) {
                BufferedImage image = Samples.filled(new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY));
                Picture picture = PngReader.decode(Samples.written(image, "png", true));
                for (int y = 0; y < height; y++) {
                    for (int x = 0; x < width; x++) {
                        assertThat(picture.value(0, y, x)).isEqualTo(expected(image, 0, y, x));
                    }
                }
            }
        }
    }

    @Test
    void readsAPaletteOfGreysAsGrey() throws UnreadableImage {
        byte[] png = new PngBytes(5, 5, 2, 3)
                .chunk("PLTE", 0, 0, 0, 50, 50, 50, 100, 100, 100, 200, 200, 200)
                .rows(0b00_01_10_11, 0)
                .bytes();
        Picture picture = PngReader.decode(png);
        assertThat(picture).hasToString("5×5 grey");
        assertThat(picture.value(0, 0, 1)).isEqualTo(50 / 255f);
        assertThat(picture.value(0, 4, 3)).isEqualTo(200 / 255f);
    }

    @Test
    void keepsColourWhereAPaletteIsOnlyAHint() throws UnreadableImage {
        byte[] png =
                new PngBytes(1, 1, 8, 2).chunk("PLTE", 7, 7, 7).rows(255, 0, 51).bytes();
        Picture picture = PngReader.decode(png);
        assertThat(picture).hasToString("1×1 colour");
        assertThat(picture.value(0, 0, 0)).isEqualTo(1);
        assertThat(picture.value(2, 0, 0)).isEqualTo(51 / 255f);
    }

    @Test
    void takesTheTransparentColourAsBlack() throws UnreadableImage {
        byte[] grey = new PngBytes(2, 1, 8, 0).chunk("tRNS", 0, 9).rows(9, 8).bytes();
        assertThat(PngReader.decode(grey).value(0, 0, 0)).isZero();
        assertThat(PngReader.decode(grey).value(0, 0, 1)).isEqualTo(8 / 255f);
        byte[] colour = new PngBytes(2, 1, 8, 2)
                .chunk("tRNS", 0, 9, 0, 8, 0, 7)
                .rows(9, 8, 7, 9, 8, 6)
                .bytes();
        assertThat(PngReader.decode(colour).value(0, 0, 0)).isZero();
        assertThat(PngReader.decode(colour).value(0, 0, 1)).isEqualTo(9 / 255f);
    }

    @ParameterizedTest
    @CsvSource({
        "8, 5, colour type 5",
        "3, 0, bit depth 3 with colour type 0",
        "4, 2, bit depth 4 with colour type 2",
        "16, 3, bit depth 16 with colour type 3",
        "8, 3, it has no palette"
    })
    void refusesWhatTheStandardDoes(int depth, int colour, String message) {
        byte[] png = new PngBytes(1, 1, depth, colour).rows(0).bytes();
        assertThatExceptionOfType(UnreadableImage.class)
                .isThrownBy(() -> PngReader.decode(png))
                .withMessage("this PNG is damaged: " + message);
    }

    @Test
    void saysWhatIsDamaged() {
        assertThatThrownBy(() -> PngReader.decode(
                        new PngBytes(1, 1, 8, 3).chunk("PLTE", 1, 2, 3).rows(4).bytes()))
                .hasMessage("this PNG is damaged: colour 4 of 1");
        assertThatThrownBy(() -> PngReader.decode(
                        new PngBytes(1, 2, 8, 0).raw(0, 1, 9, 1).bytes()))
                .hasMessage("this PNG is damaged: filter 9");
        assertThatThrownBy(() ->
                        PngReader.decode(new PngBytes(1, 2, 8, 0).raw(0, 1).bytes()))
                .hasMessage("this PNG is damaged: it holds 2 of 4 bytes");
        byte[] wrong = Png.encode(Samples.noise(1, 4, 4));
        wrong[45] ^= 1;
        assertThatThrownBy(() -> PngReader.decode(wrong)).hasMessage("this PNG is damaged: a check sum is wrong");
    }

    @Test
    void refusesASmallFileThatClaimsAHugeImage() {
        assertThatThrownBy(() -> PngReader.decode(
                        new PngBytes(100_000, 100_000, 8, 0).rows(0).bytes()))
                .hasMessageContaining("this image claims 100000×100000 pixels");
        assertThatThrownBy(() -> PngReader.decode(
                        new PngBytes(10_000, 10_000, 16, 6).raw(0).bytes()))
                .isInstanceOf(UnreadableImage.class)
                .hasMessageContaining("this PNG is damaged: ")
                .hasMessageContaining("cannot hold 10000×10000 pixels");
    }

    @Test
    void refusesEachFileThatIsCutOff() {
        byte[] png = Png.encode(Samples.noise(3, 9, 9));
        for (int length = Png.SIGNATURE.length; length < png.length; length++) {
            byte[] cut = Arrays.copyOf(png, length);
            assertThatExceptionOfType(UnreadableImage.class)
                    .isThrownBy(() -> PngReader.decode(cut))
                    .withMessage("this PNG is cut off after " + length + " bytes");
        }
    }

    @Test
    void answersDamageAnywhereWithOneKindOfException() {
        byte[] png =
                new PngBytes(5, 5, 4, 3).chunk("PLTE", 0, 9, 8).rows(0, 0, 0).bytes();
        for (int i = 8; i < png.length; i++) {
            for (int flip = 1; flip < 256; flip *= 2) {
                byte[] damaged = png.clone();
                damaged[i] ^= (byte) flip;
                byte[] sound = PngBytes.withCheckSums(damaged);
                assertThatCode(() -> {
                            try {
                                PngReader.decode(sound);
                            } catch (UnreadableImage expected) {
                                assertThat(expected).hasMessageContaining("this ");
                            }
                        })
                        .doesNotThrowAnyException();
            }
        }
    }
}
