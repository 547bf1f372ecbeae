package dev.figment.plugin.vae.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.figment.api.Seed;
import org.junit.jupiter.api.Test;

class LogisticRegressionTest {
    private static final int COUNT = 600;

    /** Three clouds around the corners of a triangle, far from the origin and of unlike scales, and one number that says nothing. */
    private static float[][] samples(double spread, long seed) {
        float[][] samples = new float[COUNT][];
        for (int i = 0; i < COUNT; i++) {
            Seed at = new Seed(seed).at(i);
            double angle = 2 * Math.PI * (i % 3) / 3;
            samples[i] = new float[] {
                (float) (1000 + 100 * (Math.cos(angle) + spread * (at.uniform(0) - 0.5))),
                (float) (Math.sin(angle) + spread * (at.uniform(1) - 0.5)),
                7
            };
        }
        return samples;
    }

    private static int[] labels() {
        int[] labels = new int[COUNT];
        for (int i = 0; i < COUNT; i++) {
            labels[i] = i % 3;
        }
        return labels;
    }

    private static double accuracy(LogisticRegression regression, float[][] samples) {
        int right = 0;
        for (int i = 0; i < COUNT; i++) {
            right += regression.classOf(samples[i]) == i % 3 ? 1 : 0;
        }
        return (double) right / COUNT;
    }

    @Test
    void itReachesTheMinimum() {
        float[][] samples = samples(4, 1);
        LogisticRegression regression = LogisticRegression.fit(samples, labels(), 3);
        assertThat(regression.greatestSlope(samples, labels())).isLessThan(1e-6);
    }

    @Test
    void itTellsWhatALineCanTell() {
        assertThat(accuracy(LogisticRegression.fit(samples(1, 1), labels(), 3), samples(1, 2)))
                .isEqualTo(1);
        assertThat(accuracy(LogisticRegression.fit(samples(4, 1), labels(), 3), samples(4, 2)))
                .isBetween(0.6, 0.85);
    }

    @Test
    void aConstantNumberDoesNoHarm() {
        LogisticRegression regression = LogisticRegression.fit(samples(1, 1), labels(), 3);
        assertThat(regression.classOf(new float[] {1100, 0, 7})).isZero();
    }
}
