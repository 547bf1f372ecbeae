package dev.figment.core.anomaly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.figment.api.Seed;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class ThresholdTest {
    /** So many samples of a distribution, from the inverse of its cumulative distribution function. */
    private static double[] sorted(int count, DoubleUnaryOperator inverse) {
        double[] samples = new double[count];
        Arrays.setAll(samples, i -> inverse.applyAsDouble(new Seed(3).uniform(i)));
        Arrays.sort(samples);
        return samples;
    }

    @Test
    void aQuantileLiesBetweenTwoScores() {
        double[] scores = {1, 2, 4, 8, 16};
        assertThat(new Quantile(0).of(scores)).isEqualTo(1);
        assertThat(new Quantile(0.5).of(scores)).isEqualTo(4);
        assertThat(new Quantile(0.6).of(scores)).isCloseTo(5.6, within(1e-12));
        assertThat(new Quantile(1).of(scores)).isEqualTo(16);
    }

    @Test
    void extremeValuesAreThoseOfTheDistributionBeyondTheScoresAtHand() {
        // Exponential: shape 0; one in 10,000 of 5,000 samples.
        ExtremeValue rare = new ExtremeValue(1e-4, 0.95);
        double[] exponential = sorted(5000, u -> -Math.log1p(-u));
        assertThat(rare.of(exponential)).isCloseTo(-Math.log(1e-4), within(1.5));
        // Uniform, whose tail ends at 1: shape −1.
        assertThat(rare.of(sorted(5000, u -> u))).isCloseTo(1 - 1e-4, within(0.003));
        // Pareto with exponent 5, a heavy tail: shape 0.2.
        double[] pareto = sorted(5000, u -> Math.pow(1 - u, -0.2));
        assertThat(rare.of(pareto)).isCloseTo(Math.pow(1e-4, -0.2), within(1.2));
    }

    @Test
    void aLikelyExtremeIsTheQuantile() {
        double[] exponential = sorted(20_000, u -> -Math.log1p(-u));
        assertThat(new ExtremeValue(0.01, 0.95).of(exponential))
                .isCloseTo(new Quantile(0.99).of(exponential), within(0.1));
    }

    @Test
    void aTailOfTooFewScoresIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ExtremeValue(0.001, 0.98).of(sorted(100, u -> u)))
                .withMessageContaining("only 2 of 100 training windows have scores above")
                .withMessageContaining("give a smaller tail");
    }

    @Test
    void sharesOutsideTheirRangeAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Quantile(1.1)).withMessageContaining("share");
        assertThatIllegalArgumentException().isThrownBy(() -> new Quantile(Double.NaN));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ExtremeValue(0.03, 0.98))
                .withMessageContaining("probability must be above 0 and below 1 - tail");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ExtremeValue(0.001, 1))
                .withMessageContaining("tail");
    }
}
