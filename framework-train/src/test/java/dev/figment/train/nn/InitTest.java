package dev.figment.train.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.figment.api.Seed;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The standard deviations that PyTorch documents, for a weight [64, 32, 3, 3]: fan-in 288, fan-out 576. */
class InitTest {
    private static final long[] CONVOLUTION = {64, 32, 3, 3};

    private record Case(String name, Init init, double deviation) {}

    @TestFactory
    Stream<DynamicTest> hasThePublishedSpread() {
        return Stream.of(
                        new Case("kaiming normal", Init.kaimingNormal(), Math.sqrt(2.0 / 288)),
                        new Case("kaiming uniform", Init.kaimingUniform(), Math.sqrt(2.0 / 288)),
                        new Case("xavier normal", Init.xavierNormal(), Math.sqrt(2.0 / 864)),
                        new Case("xavier uniform", Init.xavierUniform(), Math.sqrt(2.0 / 864)),
                        new Case("kaiming normal, fan-out", Init.kaimingNormal(Gain.TANH, Fan.OUT), 5.0 / 3 / 24),
                        new Case(
                                "kaiming uniform of a = √5",
                                Init.kaimingUniform(Gain.leakyRelu(Math.sqrt(5)), Fan.IN),
                                1 / Math.sqrt(3 * 288.0)),
                        new Case("xavier normal, SELU", Init.xavierNormal(Gain.SELU), 0.75 * Math.sqrt(2.0 / 864)),
                        new Case("xavier uniform, ReLU", Init.xavierUniform(Gain.RELU), Math.sqrt(4.0 / 864)),
                        new Case("orthogonal", Init.orthogonal(2), 2 / Math.sqrt(288)),
                        // The variance of a standard normal within ±2 is 1 − 4 φ(2) / (2 Φ(2) − 1).
                        new Case("truncated normal", Init.truncatedNormal(0.5, -1, 1), 0.5 * Math.sqrt(0.773741)),
                        new Case("uniform by fan-in", Init.uniformByFanIn(288), 1 / Math.sqrt(3 * 288.0)),
                        new Case("normal", Init.normal(0.02), 0.02))
                .map(c -> DynamicTest.dynamicTest(c.name, () -> {
                    float[] values = c.init.create(new Seed(3), CONVOLUTION).toFloatArray();
                    double mean = 0;
                    double squares = 0;
                    for (float value : values) {
                        mean += value / values.length;
                        squares += (double) value * value / values.length;
                    }
                    assertThat(Math.sqrt(squares)).isCloseTo(c.deviation, within(0.02 * c.deviation));
                    assertThat(mean).isCloseTo(0, within(0.02 * c.deviation));
                }));
    }

    @Test
    void uniformValuesFillTheirBoundAndStayWithinIt() {
        float bound = (float) Math.sqrt(6.0 / 288);
        float[] values = Init.kaimingUniform().create(new Seed(3), CONVOLUTION).toFloatArray();
        float largest = 0;
        for (float value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        assertThat(largest).isBetween(0.99f * bound, bound);
    }

    @Test
    void theSameSeedGivesTheSameValues() {
        assertThat(Init.normal(1).create(new Seed(3), 5).toFloatArray())
                .isEqualTo(Init.normal(1).create(new Seed(3), 5).toFloatArray())
                .isNotEqualTo(Init.normal(1).create(new Seed(4), 5).toFloatArray());
        assertThat(Init.constant(0.5f).create(new Seed(3), 2).toFloatArray()).containsExactly(0.5f, 0.5f);
    }

    @Test
    void theGainsAreThoseThatPyTorchDocuments() {
        assertThat(Gain.LINEAR).isEqualTo(1);
        assertThat(Gain.TANH).isEqualTo(5.0 / 3);
        assertThat(Gain.RELU).isEqualTo(Math.sqrt(2));
        assertThat(Gain.SELU).isEqualTo(0.75);
        assertThat(Gain.leakyRelu(0)).isEqualTo(Gain.RELU);
        assertThat(Gain.leakyRelu(0.2)).isCloseTo(Math.sqrt(2 / 1.04), within(1e-15));
    }

    @Test
    void fansAreCountedByAxisInTransposedConvolutionsToo() {
        long[] transposed = {16, 8, 4, 4};
        assertThat(Fan.IN.of(transposed)).isEqualTo(8 * 16);
        assertThat(Fan.OUT.of(transposed)).isEqualTo(16 * 16);
        assertThatThrownBy(() -> Init.kaimingNormal().create(new Seed(1), 5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("rank 1");
    }

    @TestFactory
    Stream<DynamicTest> orthogonalRowsOrColumnsHaveTheGainForTheirLength() {
        return Stream.of(new long[] {20, 50}, new long[] {50, 20}, new long[] {9, 9}, new long[] {6, 2, 3, 3})
                .map(shape -> DynamicTest.dynamicTest(Arrays.toString(shape), () -> {
                    float[] w = Init.orthogonal(1.5).create(new Seed(7), shape).toFloatArray();
                    int rows = (int) shape[0];
                    int columns = w.length / rows;
                    int count = Math.min(rows, columns);
                    for (int a = 0; a < count; a++) {
                        for (int b = 0; b <= a; b++) {
                            double product = 0;
                            for (int j = 0; j < Math.max(rows, columns); j++) {
                                product += rows <= columns
                                        ? w[a * columns + j] * w[b * columns + j]
                                        : w[j * columns + a] * w[j * columns + b];
                            }
                            assertThat(product).isCloseTo(a == b ? 2.25 : 0, within(1e-5));
                        }
                    }
                }));
    }

    @Test
    void truncatedNormalValuesFillTheirBoundsAndStayWithinThem() {
        float[] values = Init.truncatedNormal(1, -0.5, 2)
                .create(new Seed(3), CONVOLUTION)
                .toFloatArray();
        float least = 0;
        float most = 0;
        for (float value : values) {
            least = Math.min(least, value);
            most = Math.max(most, value);
        }
        assertThat(least).isBetween(-0.5f, -0.49f);
        assertThat(most).isBetween(1.9f, 2f);
        assertThatThrownBy(() -> Init.truncatedNormal(1, 1, 3)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Init.truncatedNormal(1, -0.1, 0.1)).isInstanceOf(IllegalArgumentException.class);
    }
}
