package dev.figment.train.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.figment.train.loop.Schedule.Kind;
import org.junit.jupiter.api.Test;

class ScheduleTest {
    private static final double EXACT = 1e-12;

    @Test
    void constantStaysAtTheRate() {
        Schedule schedule = new Schedule(Kind.CONSTANT, 0, 0);
        assertThat(schedule.factor(0, 100)).isEqualTo(1);
        assertThat(schedule.factor(99, 100)).isEqualTo(1);
    }

    @Test
    void linearFallsEvenlyToItsEnd() {
        Schedule schedule = new Schedule(Kind.LINEAR, 0, 0.2);
        assertThat(schedule.factor(0, 100)).isEqualTo(1);
        assertThat(schedule.factor(25, 100)).isCloseTo(0.8, within(EXACT));
        assertThat(schedule.factor(50, 100)).isCloseTo(0.6, within(EXACT));
        assertThat(schedule.factor(100, 100)).isCloseTo(0.2, within(EXACT));
    }

    @Test
    void cosineHasTheValuesOfItsPaper() {
        Schedule schedule = new Schedule(Kind.COSINE, 0, 0);
        assertThat(schedule.factor(0, 120)).isEqualTo(1);
        assertThat(schedule.factor(40, 120)).isCloseTo(0.75, within(EXACT));
        assertThat(schedule.factor(60, 120)).isCloseTo(0.5, within(EXACT));
        assertThat(schedule.factor(80, 120)).isCloseTo(0.25, within(EXACT));
        assertThat(schedule.factor(120, 120)).isCloseTo(0, within(EXACT));
    }

    @Test
    void cosineEndsAtItsEnd() {
        Schedule schedule = new Schedule(Kind.COSINE, 0, 0.1);
        assertThat(schedule.factor(60, 120)).isCloseTo(0.55, within(EXACT));
        assertThat(schedule.factor(120, 120)).isCloseTo(0.1, within(EXACT));
    }

    @Test
    void warmUpGrowsEvenlyAndIsNeverZero() {
        Schedule schedule = new Schedule(Kind.COSINE, 4, 0);
        assertThat(schedule.factor(0, 104)).isEqualTo(0.25);
        assertThat(schedule.factor(1, 104)).isEqualTo(0.5);
        assertThat(schedule.factor(3, 104)).isEqualTo(1);
        assertThat(schedule.factor(4, 104)).isEqualTo(1);
        assertThat(schedule.factor(54, 104)).isCloseTo(0.5, within(EXACT));
    }

    @Test
    void aWarmUpMayBeLongerThanTheTraining() {
        assertThat(new Schedule(Kind.COSINE, 100, 0).factor(9, 10)).isEqualTo(0.1);
        assertThat(new Schedule(Kind.LINEAR, 10, 0).factor(9, 10)).isEqualTo(1);
    }

    @Test
    void refusesNegativeWarmUpAndEndsOutsideZeroToOne() {
        assertThatThrownBy(() -> new Schedule(Kind.COSINE, -1, 0)).hasMessage("warm-up must not be negative");
        assertThatThrownBy(() -> new Schedule(Kind.COSINE, 0, 1.5)).hasMessage("end must be from 0 to 1");
        assertThatThrownBy(() -> new Schedule(Kind.COSINE, 0, -0.1)).hasMessage("end must be from 0 to 1");
        assertThatThrownBy(() -> new Schedule(Kind.COSINE, 0, Double.NaN)).hasMessage("end must be from 0 to 1");
    }
}
