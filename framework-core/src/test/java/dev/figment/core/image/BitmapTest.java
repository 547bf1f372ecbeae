package dev.figment.core.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.figment.api.Images;
import dev.figment.api.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

class BitmapTest {
    @Test
    void roundsToTheNearestLevelAndCutsWhatIsOutside() {
        List<Bitmap> bitmaps =
                Bitmap.of(Samples.pixels(0, 1, 0.4999f / 255, 0.5001f / 255, -3, 7, Float.NaN, 128.4f / 255));
        assertThat(bitmaps.stream().map(bitmap -> bitmap.sample(0, 0, 0)))
                .containsExactly(0, 255, 0, 1, 0, 255, 0, 128);
    }

    @Test
    void putsTheChannelsOfAPixelSideBySide() {
        float[] values = new float[2 * 3 * 2 * 4];
        for (int i = 0; i < values.length; i++) {
            values[i] = i / 255f;
        }
        List<Bitmap> bitmaps = Bitmap.of(Images.of(Tensor.ofFloats(values, 2, 3, 2, 4)));
        assertThat(bitmaps).hasSize(2);
        assertThat(bitmaps.get(1).sample(1, 2, 0)).isEqualTo(24 + 6);
        assertThat(bitmaps.get(1).sample(1, 2, 2)).isEqualTo(24 + 16 + 6);
    }

    @Test
    void magnifiesEachPixelToASquare() {
        Bitmap one = new Bitmap(3, 1, 2, new byte[] {1, 2, 3, 4, 5, 6});
        Bitmap three = one.magnified(3);
        assertThat(three).hasToString("6×3 colour");
        for (int y = 0; y < 3; y++) {
            for (int x = 0; x < 6; x++) {
                assertThat(three.sample(y, x, 1)).isEqualTo(x < 3 ? 2 : 5);
            }
        }
        assertThat(one.magnified(1)).isEqualTo(one);
    }

    @Test
    void refusesSamplesThatDoNotFit() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Bitmap(1, 2, 2, new byte[3]));
        assertThatIllegalArgumentException().isThrownBy(() -> new Bitmap(2, 1, 1, new byte[2]));
        assertThatIllegalArgumentException().isThrownBy(() -> new Bitmap(1, 0, 1, new byte[0]));
    }
}
