package dev.figment.train.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AxisTest {
    @Test
    void valuesThatSpanLittleAreLinearWithRoundTicks() {
        Axis axis = Axis.ofValues(List.of(107.5, 245.0), true);
        assertThat(axis.log()).isFalse();
        assertThat(axis.ticks()).containsExactly(150.0, 200.0, 250.0);
        assertThat(axis.place(axis.low())).isZero();
        assertThat(axis.place(axis.high())).isEqualTo(1);
    }

    @Test
    void positiveValuesThatSpanMuchAreLogarithmic() {
        Axis axis = Axis.ofValues(List.of(0.01, 10.0), true);
        assertThat(axis.log()).isTrue();
        assertThat(axis.ticks()).contains(0.01, 0.1, 1.0, 10.0);
        assertThat(axis.place(1) - axis.place(0.1)).isCloseTo(axis.place(10) - axis.place(1), within(1e-12));
        assertThat(Axis.ofValues(List.of(0.01, 10.0), false).log()).isFalse();
        assertThat(Axis.ofValues(List.of(0.0, 10.0), true).log())
                .as("with zero")
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "5, 5",
        "-3, -3",
        "1e-30, 1e-30",
        "1e30, 1e30",
        "-1e-9, 1e-9",
        "-1e12, 3",
        "0.9999999, 1",
        "1e-200, 1e200"
    })
    void everythingLiesInsideAndTicksRise(double low, double high) {
        Axis axis = Axis.ofValues(List.of(low, high), true);
        assertThat(axis.place(low)).isBetween(0.0, 1.0);
        assertThat(axis.place(high)).isBetween(0.0, 1.0);
        assertThat(axis.ticks()).hasSizeBetween(2, 16).isSorted().doesNotHaveDuplicates();
        assertThat(axis.ticks()).allSatisfy(tick -> assertThat(axis.place(tick)).isBetween(-1e-9, 1 + 1e-9));
    }

    @Test
    void stepsBeginAndEndWithTheRun() {
        Axis axis = Axis.ofSteps(0, 2541);
        assertThat(axis.place(0)).isZero();
        assertThat(axis.place(2541)).isEqualTo(1);
        assertThat(axis.ticks()).containsExactly(0.0, 1000.0, 2000.0);
        assertThat(Axis.ofSteps(0, 0).place(0)).isZero();
    }
}
