package dev.figment.train.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.figment.api.Seed;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NoiseTest {
    private static final int COUNT = 400_000;

    private static float[] numbers(Noise noise, long seed, long first, int count) {
        FloatBuffer buffer = FloatBuffer.allocate(count);
        noise.fill(new Seed(seed), first, buffer);
        assertThat(buffer.hasRemaining()).isFalse();
        return buffer.array();
    }

    static List<Noise> all() {
        return List.of(Noise.bernoulli(0.3), Noise.dropout(0.1), Noise.uniform(), Noise.normal());
    }

    @ParameterizedTest
    @MethodSource("all")
    void anyPartOfTheSequenceCanBeMadeOnItsOwn(Noise noise) {
        float[] whole = numbers(noise, 1, 0, 5000);
        for (int first : new int[] {0, 1, 3, 1023, 1024, 2047}) {
            assertThat(numbers(noise, 1, first, 2500)).containsExactly(Arrays.copyOfRange(whole, first, first + 2500));
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void anotherSeedGivesOtherNumbers(Noise noise) {
        assertThat(numbers(noise, 1, 0, 100)).isNotEqualTo(numbers(noise, 2, 0, 100));
    }

    @Test
    void masksKeepTheirShareAndDropoutKeepsTheMean() {
        assertThat(mean(numbers(Noise.bernoulli(0.3), 5, 0, COUNT))).isCloseTo(0.3, within(0.003));
        assertThat(mean(numbers(Noise.dropout(0.1), 5, 0, COUNT))).isCloseTo(1, within(0.003));
        assertThat(numbers(Noise.dropout(0.5), 5, 0, 100)).containsOnly(0f, 2f);
        assertThat(numbers(Noise.bernoulli(1), 5, 0, COUNT)).containsOnly(1f);
    }

    @Test
    void neighboursAreNotCorrelated() {
        for (Noise noise : all()) {
            float[] x = numbers(noise, 8, 0, COUNT);
            double mean = mean(x);
            double variance = 0;
            double[] products = new double[5];
            for (int i = 0; i < COUNT - 5; i++) {
                variance += (x[i] - mean) * (x[i] - mean);
                for (int lag = 1; lag < 5; lag++) {
                    products[lag] += (x[i] - mean) * (x[i + lag] - mean);
                }
            }
            for (int lag = 1; lag < 5; lag++) {
                assertThat(products[lag] / variance).isCloseTo(0, within(0.008));
            }
        }
    }

    @Test
    void uniformNumbersFillTheirIntervalEvenly() {
        int[] bins = new int[20];
        for (float x : numbers(Noise.uniform(), 9, 0, COUNT)) {
            assertThat(x).isBetween(0f, 0.99999997f);
            bins[(int) (x * bins.length)]++;
        }
        for (int bin : bins) {
            assertThat(bin).isCloseTo(COUNT / bins.length, within(600));
        }
    }

    /** Moments, and the tails beyond 1, 2, 3 and 3.6 (where the ziggurat's own tail begins at 3.44). */
    @Test
    void normalNumbersHaveTheMomentsAndTheTailsOfTheDistribution() {
        int count = 4_000_000;
        double[] moments = new double[5];
        double[] edges = {1, 2, 3, 3.6};
        int[] beyond = new int[edges.length];
        for (float x : numbers(Noise.normal(), 3, 0, count)) {
            for (int power = 1; power <= 4; power++) {
                moments[power] += Math.pow(x, power) / count;
            }
            for (int i = 0; i < edges.length; i++) {
                beyond[i] += Math.abs(x) > edges[i] ? 1 : 0;
            }
        }
        assertThat(moments[1]).isCloseTo(0, within(0.002));
        assertThat(moments[2]).isCloseTo(1, within(0.003));
        assertThat(moments[3]).isCloseTo(0, within(0.006));
        assertThat(moments[4]).isCloseTo(3, within(0.02));
        assertThat(beyond[0] / (double) count).isCloseTo(0.317311, within(0.001));
        assertThat(beyond[1] / (double) count).isCloseTo(0.045500, within(0.0004));
        assertThat(beyond[2] / (double) count).isCloseTo(0.0026998, within(0.0001));
        assertThat(beyond[3] / (double) count).isCloseTo(0.00031822, within(0.00004));
    }

    @Test
    void aProbabilityBeyondItsRangeIsRefused() {
        assertThatThrownBy(() -> Noise.bernoulli(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Noise.dropout(1)).hasMessageContaining("(0, 1]");
        assertThatThrownBy(() -> Noise.dropout(-0.1)).hasMessageContaining("(0, 1]");
    }

    private static double mean(float[] numbers) {
        double sum = 0;
        for (float number : numbers) {
            sum += number;
        }
        return sum / numbers.length;
    }
}
