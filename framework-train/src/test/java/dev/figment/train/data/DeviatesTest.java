package dev.figment.train.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeviatesTest {
    /** Quantiles of the standard normal distribution from tables. */
    @ParameterizedTest
    @CsvSource({
        "0.5, 0",
        "0.975, 1.959963985",
        "0.025, -1.959963985",
        "0.9, 1.281551566",
        "0.999, 3.090232306",
        "0.000001, -4.753424309",
        "0.000000000001, -7.034483825",
        "0.6, 0.2533471031"
    })
    void normalQuantiles(double u, double expected) {
        assertThat(Deviates.normal(u)).isCloseTo(expected, within(1e-6));
    }

    @Test
    void theEndsOfTheUnitIntervalGiveFiniteDeviates() {
        assertThat(Deviates.normal(0)).isBetween(-10.0, -8.0);
        assertThat(Deviates.normal(Math.nextDown(1.0))).isBetween(8.0, 10.0);
        assertThat(Deviates.poisson(500, Math.nextDown(1.0))).isBetween(600, 2000);
        assertThat(Deviates.poisson(0, 0.999)).isZero();
    }

    /** P(X ≤ 2) is 0.4232 and P(X ≤ 3) is 0.6472 for a mean of 3. */
    @ParameterizedTest
    @CsvSource({"0.4231, 2", "0.4233, 3", "0.6471, 3", "0.6473, 4", "0.0497, 0", "0.0499, 1"})
    void poissonQuantiles(double u, int expected) {
        assertThat(Deviates.poisson(3, u)).isEqualTo(expected);
    }
}
