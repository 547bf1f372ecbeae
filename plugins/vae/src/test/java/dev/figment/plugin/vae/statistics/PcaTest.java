package dev.figment.plugin.vae.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.figment.api.Images;
import dev.figment.api.Tensor;
import dev.figment.api.data.Dataset;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Images of 2×2 pixels whose components are known: mean + ±0.3·u₁ ± 0.2·u₂ ± 0.1·u₃ with orthonormal u (half of a row of
 * Hadamard's matrix), in all eight combinations equally often. The covariance has the eigenvalues 0.09, 0.04, 0.01 and 0.
 */
class PcaTest {
    private static final double[] SPREADS = {0.3, 0.2, 0.1};
    private static final double[][] DIRECTIONS = {
        {0.5, -0.5, 0.5, -0.5}, {0.5, 0.5, -0.5, -0.5}, {0.5, -0.5, -0.5, 0.5},
    };
    private static final double[] MEAN = {0.4, 0.5, 0.6, 0.45};

    /** More than are read at once. */
    private static final int SIZE = 2400;

    private record Known(int size) implements Dataset<Images> {
        @Override
        public String name() {
            return "known";
        }

        @Override
        public Images read(int[] indices) {
            Tensor pixels = Tensor.ofFloats(new float[4 * indices.length], indices.length, 1, 2, 2);
            for (int i = 0; i < indices.length; i++) {
                for (int k = 0; k < 4; k++) {
                    double value = MEAN[k];
                    for (int component = 0; component < 3; component++) {
                        int sign = (indices[i] >> component & 1) == 0 ? 1 : -1;
                        value += sign * SPREADS[component] * DIRECTIONS[component][k];
                    }
                    pixels.floats().put(4 * i + k, (float) value);
                }
            }
            return Images.of(pixels);
        }

        @Override
        public String digest() {
            return "sha256:0";
        }
    }

    private static double meanError(int components) {
        Known data = new Known(SIZE);
        Images all = data.read(IntStream.range(0, SIZE).toArray());
        return Pca.of(Moments.of(data, Images::pixels), components).squaredError(all.pixels()) / SIZE;
    }

    @Test
    void itsErrorIsTheVarianceOfTheComponentsLeftOut() {
        assertThat(meanError(1)).isCloseTo(0.04 + 0.01, within(1e-7));
        assertThat(meanError(2)).isCloseTo(0.01, within(1e-7));
    }

    @Test
    void asManyComponentsAsTheDataHasLoseNothing() {
        assertThat(meanError(3)).isCloseTo(0, within(1e-12));
        assertThat(meanError(4)).isCloseTo(0, within(1e-12));
    }

    @Test
    void moreComponentsThanPixelsAreAll() {
        assertThat(meanError(16)).isCloseTo(0, within(1e-12));
    }

    @Test
    void itMeasuresImagesThatItWasNotFittedTo() {
        Pca pca = Pca.of(Moments.of(new Known(SIZE), Images::pixels), 3);
        // The mean, and then a step of 0.4 along the one direction that no image of the data has.
        Images other =
                Images.of(Tensor.ofFloats(new float[] {0.4f, 0.5f, 0.6f, 0.45f, 0.6f, 0.7f, 0.8f, 0.65f}, 2, 1, 2, 2));
        assertThat(pca.squaredError(other.pixels())).isCloseTo(0.16, within(1e-6));
    }
}
