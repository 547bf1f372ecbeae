package dev.figment.plugin.vae.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.figment.api.Images;
import dev.figment.api.Seed;
import dev.figment.api.Tensor;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SimilarityTest {
    private static Images images(int count, int channels, int height, int width, long seed) {
        float[] pixels = new float[count * channels * height * width];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (float) new Seed(seed).uniform(i);
        }
        return Images.of(Tensor.ofFloats(pixels, count, channels, height, width));
    }

    /** As the paper defines it: each window for itself, its variances from differences to its means. */
    private static double byDefinition(float[] a, float[] b, int height, int width, int side) {
        double sum = 0;
        for (int top = 0; top + side <= height; top++) {
            for (int left = 0; left + side <= width; left++) {
                double weights = 0;
                double meanA = 0;
                double meanB = 0;
                for (int y = 0; y < side; y++) {
                    for (int x = 0; x < side; x++) {
                        double weight = weight(y, x, side);
                        weights += weight;
                        meanA += weight * a[(top + y) * width + left + x];
                        meanB += weight * b[(top + y) * width + left + x];
                    }
                }
                meanA /= weights;
                meanB /= weights;
                double varianceA = 0;
                double varianceB = 0;
                double covariance = 0;
                for (int y = 0; y < side; y++) {
                    for (int x = 0; x < side; x++) {
                        double weight = weight(y, x, side) / weights;
                        double differenceA = a[(top + y) * width + left + x] - meanA;
                        double differenceB = b[(top + y) * width + left + x] - meanB;
                        varianceA += weight * differenceA * differenceA;
                        varianceB += weight * differenceB * differenceB;
                        covariance += weight * differenceA * differenceB;
                    }
                }
                sum += (2 * meanA * meanB + 1e-4)
                        * (2 * covariance + 9e-4)
                        / ((meanA * meanA + meanB * meanB + 1e-4) * (varianceA + varianceB + 9e-4));
            }
        }
        return sum / ((height - side + 1) * (width - side + 1));
    }

    private static double weight(int y, int x, int side) {
        double dy = y - side / 2;
        double dx = x - side / 2;
        return Math.exp(-(dy * dy + dx * dx) / (2 * 1.5 * 1.5));
    }

    @Test
    void itIsThatOfItsDefinition() {
        Images a = images(1, 1, 15, 13, 1);
        Images b = images(1, 1, 15, 13, 2);
        double expected = byDefinition(a.pixels().toFloatArray(), b.pixels().toFloatArray(), 15, 13, 11);
        assertThat(Similarity.sum(a, b)).isCloseTo(expected, within(1e-9));
        assertThat(expected).isBetween(-0.2, 0.2);
    }

    @Test
    void smallImagesHaveASmallerWindow() {
        Images a = images(1, 1, 8, 9, 1);
        Images b = images(1, 1, 8, 9, 2);
        double expected = byDefinition(a.pixels().toFloatArray(), b.pixels().toFloatArray(), 8, 9, 7);
        assertThat(Similarity.sum(a, b)).isCloseTo(expected, within(1e-9));
    }

    @Test
    void equalImagesHaveOneEach() {
        Images images = images(3, 3, 16, 12, 1);
        assertThat(Similarity.sum(images, images)).isCloseTo(3, within(1e-12));
    }

    @Test
    void imagesAndChannelsCountAlike() {
        Images a = images(2, 3, 12, 12, 1);
        Images b = images(2, 3, 12, 12, 2);
        double sum = 0;
        for (int plane = 0; plane < 6; plane++) {
            float[] first = Arrays.copyOfRange(a.pixels().toFloatArray(), plane * 144, plane * 144 + 144);
            float[] second = Arrays.copyOfRange(b.pixels().toFloatArray(), plane * 144, plane * 144 + 144);
            sum += byDefinition(first, second, 12, 12, 11) / 3;
        }
        assertThat(Similarity.sum(a, b)).isCloseTo(sum, within(1e-9));
    }
}
