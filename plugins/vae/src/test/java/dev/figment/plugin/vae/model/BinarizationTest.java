package dev.figment.plugin.vae.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.figment.api.Images;
import dev.figment.api.Position;
import dev.figment.api.Seed;
import dev.figment.api.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

class BinarizationTest {
    private static Images uniform(int count, float grey) {
        Tensor pixels = Tensor.ofFloats(new float[count * 6], count, 1, 2, 3);
        for (int i = 0; i < pixels.count(); i++) {
            pixels.floats().put(i, grey);
        }
        return Images.of(pixels);
    }

    private static Position at(long first) {
        return new Position(new Seed(8), first);
    }

    @Test
    void drawsWhiteAsOftenAsTheGreySays() {
        float[] drawn =
                Binarization.SAMPLE.of(uniform(5000, 0.3f), at(0)).pixels().toFloatArray();
        double whites = 0;
        for (float pixel : drawn) {
            whites += pixel;
        }
        assertThat(drawn).containsOnly(0, 1);
        // Five standard errors.
        assertThat(whites / drawn.length).isCloseTo(0.3, within(5 * Math.sqrt(0.21 / drawn.length)));
    }

    @Test
    void keepsBlackWhiteAndNames() {
        Images images = new Images(Tensor.ofFloats(new float[] {0, 1, 1, 0}, 2, 1, 1, 2), List.of("a", "b"));
        Images drawn = Binarization.SAMPLE.of(images, at(0));
        assertThat(drawn.pixels().toFloatArray()).containsExactly(0, 1, 1, 0);
        assertThat(drawn.names()).containsExactly("a", "b");
    }

    @Test
    void drawsTheSameForAnImageInAnyBatchAndLeavesItAsItWas() {
        Images images = uniform(5, 0.5f);
        Tensor together = Binarization.SAMPLE.of(images, at(0)).pixels();
        Tensor alone = Binarization.SAMPLE.of(uniform(1, 0.5f), at(3)).pixels();
        assertThat(alone.bytes()).isEqualTo(together.rows(3, 4).bytes());
        assertThat(images.pixels().toFloatArray()).containsOnly(0.5f);
    }

    @Test
    void aThresholdMakesWhatIsAboveAHalfWhite() {
        Images images = Images.of(Tensor.ofFloats(new float[] {0, 0.5f, 0.51f, 1}, 1, 1, 2, 2));
        assertThat(Binarization.THRESHOLD.of(images, at(0)).pixels().toFloatArray())
                .containsExactly(0, 0, 1, 1);
        assertThat(Binarization.NONE.of(images, at(0))).isSameAs(images);
    }
}
