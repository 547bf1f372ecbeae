package dev.figment.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PaceTest {
    private static long seconds(long seconds) {
        return TimeUnit.SECONDS.toNanos(seconds);
    }

    @Test
    void countsFromWhereTheRunWasResumed() {
        Pace pace = new Pace(1000, 5000, seconds(7));
        assertThat(pace.rate(1200, seconds(9))).isEqualTo(100);
        assertThat(pace.words(1200, seconds(9))).isEqualTo("100.00 steps/s, 38 s left");
    }

    @Test
    void givesLongTimesInMinutesAndHours() {
        Pace pace = new Pace(0, 100_000, 0);
        assertThat(pace.words(10_000, seconds(10))).isEqualTo("1000.0 steps/s, 1 min 30 s left");
        assertThat(pace.words(20_000, seconds(1000))).isEqualTo("20.000 steps/s, 1 h 6 min left");
    }

    @Test
    void saysNoTimeBeforeThereIsARate() {
        assertThat(new Pace(0, 100, 0).words(0, 0)).isEqualTo("0.00000 steps/s");
        assertThat(new Pace(0, 100, 0).words(0, seconds(1))).isEqualTo("0.00000 steps/s");
        assertThat(new Pace(0, 100, 0).words(100, seconds(4))).isEqualTo("25.000 steps/s, 0 s left");
    }
}
