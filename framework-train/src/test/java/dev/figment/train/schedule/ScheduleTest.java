package dev.figment.train.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.figment.train.schedule.OneCycle.Curve;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ScheduleTest {
    private static final double EXACT = 1e-12;

    private static double factor(Schedule schedule, long step, long total) {
        return schedule.factor(step, total, PlateauState.NONE);
    }

    @Test
    void constantStaysAtTheRate() {
        assertThat(factor(new Constant(0), 0, 100)).isEqualTo(1);
        assertThat(factor(new Constant(0), 99, 100)).isEqualTo(1);
    }

    @Test
    void linearFallsEvenlyToItsEnd() {
        Schedule schedule = new Linear(0, 0.2);
        assertThat(factor(schedule, 0, 100)).isEqualTo(1);
        assertThat(factor(schedule, 25, 100)).isCloseTo(0.8, within(EXACT));
        assertThat(factor(schedule, 50, 100)).isCloseTo(0.6, within(EXACT));
        assertThat(factor(schedule, 100, 100)).isCloseTo(0.2, within(EXACT));
    }

    @Test
    void cosineHasTheValuesOfItsPaper() {
        Schedule schedule = new Cosine(0, 0);
        assertThat(factor(schedule, 0, 120)).isEqualTo(1);
        assertThat(factor(schedule, 40, 120)).isCloseTo(0.75, within(EXACT));
        assertThat(factor(schedule, 60, 120)).isCloseTo(0.5, within(EXACT));
        assertThat(factor(schedule, 80, 120)).isCloseTo(0.25, within(EXACT));
        assertThat(factor(schedule, 120, 120)).isCloseTo(0, within(EXACT));
    }

    @Test
    void cosineEndsAtItsEnd() {
        Schedule schedule = new Cosine(0, 0.1);
        assertThat(factor(schedule, 60, 120)).isCloseTo(0.55, within(EXACT));
        assertThat(factor(schedule, 120, 120)).isCloseTo(0.1, within(EXACT));
    }

    @Test
    void warmUpGrowsEvenlyAndIsNeverZero() {
        for (Schedule schedule : new Schedule[] {new Cosine(4, 0), new Linear(4, 0), new Constant(4)}) {
            assertThat(factor(schedule, 0, 104)).isEqualTo(0.25);
            assertThat(factor(schedule, 1, 104)).isEqualTo(0.5);
            assertThat(factor(schedule, 3, 104)).isEqualTo(1);
            assertThat(factor(schedule, 4, 104)).isEqualTo(1);
        }
        assertThat(factor(new Cosine(4, 0), 54, 104)).isCloseTo(0.5, within(EXACT));
    }

    @Test
    void aWarmUpMayBeLongerThanTheTraining() {
        assertThat(factor(new Cosine(100, 0), 9, 10)).isEqualTo(0.1);
        assertThat(factor(new Linear(10, 0), 9, 10)).isEqualTo(1);
    }

    @Test
    void stepFallsEachTimeThatSoManyStepsAreDone() {
        Schedule schedule = new Steps(30, 0.1, 0);
        assertThat(factor(schedule, 29, 100)).isEqualTo(1);
        assertThat(factor(schedule, 30, 100)).isCloseTo(0.1, within(EXACT));
        assertThat(factor(schedule, 59, 100)).isCloseTo(0.1, within(EXACT));
        assertThat(factor(schedule, 60, 100)).isCloseTo(0.01, within(EXACT));
        assertThat(factor(new Steps(2, 0.5, 4), 2, 100)).isCloseTo(0.75 * 0.5, within(EXACT));
    }

    /** torch.optim.lr_scheduler.OneCycleLR: of 101 steps those up to 0.3 · 101 − 1 = 29.3 are the first phase. */
    @Test
    void oneCycleRisesAndFallsAsInPyTorch() {
        Schedule cosine = new OneCycle(0.3, 0.04, 4e-6, Curve.COSINE);
        assertThat(factor(cosine, 0, 101)).isCloseTo(0.04, within(EXACT));
        assertThat(factor(cosine, 10, 101))
                .isCloseTo(1 + (0.04 - 1) / 2 * (1 + Math.cos(Math.PI * 10 / 29.3)), within(EXACT));
        assertThat(factor(cosine, 30, 101)).isBetween(0.999, 1.0);
        assertThat(factor(cosine, 80, 101))
                .isCloseTo(4e-6 + (1 - 4e-6) / 2 * (1 + Math.cos(Math.PI * 50.7 / 70.7)), within(EXACT));
        assertThat(factor(cosine, 100, 101)).isCloseTo(4e-6, within(EXACT));
        Schedule linear = new OneCycle(0.5, 0.1, 0, Curve.LINEAR);
        assertThat(factor(linear, 25, 102)).isCloseTo(0.55, within(EXACT));
        assertThat(factor(linear, 50, 102)).isCloseTo(1, within(EXACT));
        assertThat(factor(linear, 101, 102)).isCloseTo(0, within(EXACT));
    }

    @Test
    void oneCycleIsFiniteForVeryShortTrainings() {
        for (double rise : new double[] {0, 0.3, 1}) {
            for (int total = 1; total < 5; total++) {
                for (int step = 0; step <= total; step++) {
                    assertThat(factor(new OneCycle(rise, 0.04, 4e-6, Curve.COSINE), step, total))
                            .isBetween(4e-6 - EXACT, 1.0);
                }
            }
        }
    }

    /** ReduceLROnPlateau(patience=2, cooldown=1): reduced by the third loss in a row that is not lower. */
    @Test
    void plateauReducesAfterItsPatienceAndCoolsDown() {
        ReduceOnPlateau schedule = new ReduceOnPlateau(0.5, 2, 0, 1, 0, 0);
        double[] losses = {5, 4, 4, 4, 4, 4, 4, 4, 4, 3, 3};
        int[] reductions = {0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2};
        PlateauState state = PlateauState.NONE;
        for (int i = 0; i < losses.length; i++) {
            state = schedule.validated(state, losses[i]);
            assertThat(state.reductions()).as("after loss %d", i).isEqualTo(reductions[i]);
        }
        assertThat(schedule.factor(7, 10, state)).isEqualTo(0.25);
        assertThat(state.bestLoss()).isEqualTo(3);
    }

    @Test
    void plateauTakesALossForLowerOnlyBeyondItsThreshold() {
        ReduceOnPlateau schedule = new ReduceOnPlateau(0.1, 0, 0.01, 0, 0.05, 0);
        PlateauState best = schedule.validated(PlateauState.NONE, 100);
        assertThat(schedule.validated(best, 99.5).reductions()).isEqualTo(1);
        assertThat(schedule.validated(best, 98.5).reductions()).isZero();
        PlateauState negative = schedule.validated(PlateauState.NONE, -100);
        assertThat(schedule.validated(negative, -100.5).reductions()).isEqualTo(1);
        assertThat(schedule.validated(negative, -101.5).reductions()).isZero();
        PlateauState twice = schedule.validated(schedule.validated(best, 100), 100);
        assertThat(schedule.factor(0, 10, twice)).isEqualTo(0.05);
    }

    @Test
    void onlyPlateauLooksAtValidations() {
        for (Schedule schedule : new Schedule[] {
            new Constant(0),
            new Linear(0, 0),
            new Cosine(0, 0),
            new Steps(1, 0.1, 0),
            new OneCycle(0, 0, 0, Curve.LINEAR)
        }) {
            assertThat(schedule.validated(PlateauState.NONE, 3)).isEqualTo(PlateauState.NONE);
        }
    }

    static Stream<Arguments> outOfRange() {
        return Stream.of(
                refused("warm-up must not be negative", () -> new Cosine(-1, 0)),
                refused("warm-up must not be negative", () -> new Constant(-1)),
                refused("end must be from 0 to 1", () -> new Cosine(0, 1.5)),
                refused("end must be from 0 to 1", () -> new Linear(0, -0.1)),
                refused("end must be from 0 to 1", () -> new Cosine(0, Double.NaN)),
                refused("every must be at least 1", () -> new Steps(0, 0.1, 0)),
                refused("gamma must be above 0 and at most 1", () -> new Steps(1, 0, 0)),
                refused("rise must be from 0 to 1", () -> new OneCycle(1.1, 0, 0, Curve.LINEAR)),
                refused("start must be from 0 to 1", () -> new OneCycle(1, 2, 0, Curve.LINEAR)),
                refused("end must be from 0 to 1", () -> new OneCycle(1, 0, 2, Curve.LINEAR)),
                refused("gamma must be above 0 and below 1", () -> new ReduceOnPlateau(1, 1, 0, 0, 0, 0)),
                refused("patience must not be negative", () -> new ReduceOnPlateau(0.1, -1, 0, 0, 0, 0)),
                refused("threshold must be from 0 to below 1", () -> new ReduceOnPlateau(0.1, 1, 1, 0, 0, 0)),
                refused("cooldown must not be negative", () -> new ReduceOnPlateau(0.1, 1, 0, -1, 0, 0)),
                refused("end must be from 0 to 1", () -> new ReduceOnPlateau(0.1, 1, 0, 0, 2, 0)));
    }

    private static Arguments refused(String message, ThrowingCallable code) {
        return Arguments.of(message, code);
    }

    @ParameterizedTest
    @MethodSource("outOfRange")
    void namesTheKeyThatIsOutOfItsRange(String message, ThrowingCallable code) {
        assertThatThrownBy(code).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
    }
}
