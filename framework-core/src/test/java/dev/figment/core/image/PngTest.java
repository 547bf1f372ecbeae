package dev.figment.core.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PngTest {
    static Stream<Bitmap> bitmaps() {
        return Stream.of(1, 3)
                .flatMap(channels -> Stream.of(
                        Samples.noise(channels, 1, 1),
                        Samples.noise(channels, 7, 13),
                        Samples.noise(channels, 300, 301),
                        Samples.slopes(channels, 64, 50),
                        new Bitmap(channels, 1000, 2, new byte[2000 * channels])));
    }

    @ParameterizedTest
    @MethodSource("bitmaps")
    void writesWhatOthersRead(Bitmap bitmap) {
        BufferedImage read = Samples.read(Png.encode(bitmap));
        assertThat(List.of(read.getRaster().getNumBands(), read.getHeight(), read.getWidth()))
                .containsExactly(bitmap.channels(), bitmap.height(), bitmap.width());
        for (int y = 0; y < bitmap.height(); y++) {
            for (int x = 0; x < bitmap.width(); x++) {
                for (int channel = 0; channel < bitmap.channels(); channel++) {
                    assertThat(read.getRaster().getSample(x, y, channel)).isEqualTo(bitmap.sample(y, x, channel));
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("bitmaps")
    void readsWhatItWrites(Bitmap bitmap) throws UnreadableImage {
        Picture picture = Pictures.decode(Png.encode(bitmap));
        assertThat(picture).hasToString(bitmap.toString());
        for (int y = 0; y < bitmap.height(); y++) {
            for (int x = 0; x < bitmap.width(); x++) {
                for (int channel = 0; channel < bitmap.channels(); channel++) {
                    assertThat(picture.value(channel, y, x)).isEqualTo(bitmap.sample(y, x, channel) / 255f);
                }
            }
        }
    }
}
