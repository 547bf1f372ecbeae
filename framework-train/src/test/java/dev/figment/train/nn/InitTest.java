package dev.figment.train.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.figment.api.Seed;
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
}
