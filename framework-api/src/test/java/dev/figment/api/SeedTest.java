package dev.figment.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SeedTest {
    private final Seed seed = new Seed(7);

    @Test
    void childrenDiffer() {
        assertThat(LongStream.range(0, 10_000).mapToObj(seed::at).distinct()).hasSize(10_000);
        assertThat(seed.child("a")).isNotEqualTo(seed.child("b")).isEqualTo(new Seed(7).child("a"));
        assertThat(seed.child("ab")).isNotEqualTo(seed.child("a").child("b"));
    }

    @Test
    void uniformDeviatesFillTheUnitInterval() {
        double[] values =
                LongStream.range(0, 100_000).mapToDouble(seed::uniform).toArray();
        assertThat(Arrays.stream(values)).allMatch(u -> u >= 0 && u < 1);
        // The standard error of the mean of 100,000 uniform deviates is 0.0009.
        assertThat(Arrays.stream(values).average().orElseThrow()).isCloseTo(0.5, within(0.004));
    }

    @Test
    void boundedIntegersAreUniform() {
        int[] counts = new int[7];
        LongStream.range(0, 70_000).forEach(i -> counts[(int) seed.below(i, 7)]++);
        // Standard deviation of each count is about 93.
        assertThat(Arrays.stream(counts).boxed()).allMatch(count -> Math.abs(count - 10_000) < 450);
    }

    @Test
    void normalDeviatesHaveTheRightMoments() {
        float[] values = new float[200_001];
        seed.fillNormal(FloatBuffer.wrap(values));
        double mean = 0;
        double square = 0;
        double fourth = 0;
        for (float v : values) {
            mean += v / values.length;
            square += v * v / values.length;
            fourth += Math.pow(v, 4) / values.length;
        }
        assertThat(mean).isCloseTo(0, within(0.01));
        assertThat(square).isCloseTo(1, within(0.02));
        assertThat(fourth).isCloseTo(3, within(0.15));
    }

    @Test
    void positionsDoNotDependOnTheCut() {
        assertThat(new Position(seed, 10).seed(5)).isEqualTo(new Position(seed, 15).seed(0));
    }
}
