package dev.figment.core.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.FloatBuffer;
import java.util.Arrays;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class PictureTest {
    private static final Offset<Float> ROUNDING = within(1e-6f);

    private static float[] values(Picture picture) {
        FloatBuffer values = FloatBuffer.allocate(picture.channels() * picture.height() * picture.width());
        picture.copyTo(values);
        return values.array();
    }

    @Test
    void shrinksToTheMeanOfTheAreaThatEachPixelCovers() {
        Picture quarter = Samples.grey(
                        new float[] {0, 0.25f, 1, 1},
                        new float[] {0.25f, 0.5f, 1, 1},
                        new float[] {0, 0, 0.5f, 0},
                        new float[] {0, 0, 0, 0.5f})
                .covering(2, 2);
        assertThat(values(quarter)).containsExactly(new float[] {0.25f, 1, 0, 0.25f}, ROUNDING);
        Picture uneven = Samples.grey(new float[] {0.3f, 0.6f, 0.9f}, new float[] {0.3f, 0.6f, 0.9f}, new float[3])
                .covering(2, 2);
        float left = (0.3f + 0.6f / 2) / 1.5f;
        float right = (0.6f / 2 + 0.9f) / 1.5f;
        assertThat(values(uneven)).containsExactly(new float[] {left, right, left / 3, right / 3}, ROUNDING);
    }

    @Test
    void enlargesByCubicConvolution() {
        Picture wide =
                Samples.grey(new float[] {0.2f, 0.8f}, new float[] {0.2f, 0.8f}).covering(4, 4);
        // Keys' weights at a quarter: -0.0703125, 0.8671875, 0.2265625, -0.0234375.
        float[] row = {0.1578125f, 0.321875f, 0.678125f, 0.8421875f};
        for (int y = 0; y < 4; y++) {
            assertThat(Arrays.copyOfRange(values(wide), 4 * y, 4 * y + 4)).containsExactly(row, ROUNDING);
        }
    }

    @Test
    void keepsWhatIsEvenAndStaysInRange() {
        Picture even = Samples.grey(new float[] {0.7f, 0.7f, 0.7f}, new float[] {0.7f, 0.7f, 0.7f});
        Picture edge = Samples.grey(new float[] {0, 1, 0, 1, 1}, new float[] {1, 1, 0, 0, 1});
        for (int size = 1; size < 20; size++) {
            for (float value : values(even.covering(size, 21 - size))) {
                assertThat(value).isEqualTo(0.7f, ROUNDING);
            }
            for (float value : values(edge.covering(21 - size, size))) {
                assertThat(value).isBetween(0f, 1f);
            }
        }
    }

    @Test
    void cutsAtTheCentreWithoutChangingPixels() {
        Picture wide = Samples.grey(new float[] {0.1f, 0.2f, 0.3f, 0.4f}, new float[] {0.5f, 0.6f, 0.7f, 0.8f});
        assertThat(values(wide.covering(2, 2))).containsExactly(0.2f, 0.3f, 0.6f, 0.7f);
        assertThat(values(wide.covering(2, 3))).containsExactly(0.1f, 0.2f, 0.3f, 0.5f, 0.6f, 0.7f);
        assertThat(wide.covering(2, 4)).isSameAs(wide);
    }

    @Test
    void scalesEachChannelOnItsOwn() {
        Picture colour = new Picture(3, 1, 2, new float[] {0, 0.5f, 0.2f, 0.4f, 1, 1});
        assertThat(values(colour.covering(1, 1))).hasSize(3);
        assertThat(values(new Picture(3, 2, 2, new float[] {0, 0.5f, 0, 0.5f, 0.2f, 0.4f, 0.2f, 0.4f, 1, 1, 1, 1})
                        .covering(1, 1)))
                .containsExactly(new float[] {0.25f, 0.3f, 1}, ROUNDING);
    }

    @Test
    void weighsColoursAsLumaDoes() {
        Picture colours = new Picture(3, 1, 4, new float[] {1, 0, 0, 0.3f, 0, 1, 0, 0.3f, 0, 0, 1, 0.3f});
        assertThat(values(colours.withChannels(1))).containsExactly(0.299f, 0.587f, 0.114f, 0.3f);
        assertThat(values(Samples.grey(new float[] {0.1f, 0.9f}).withChannels(3)))
                .containsExactly(0.1f, 0.9f, 0.1f, 0.9f, 0.1f, 0.9f);
    }
}
