package dev.figment.train.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.figment.api.error.FigmentException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which step is the best, and when a run has waited long enough for a better one. */
class BestMetricTest {
    @TempDir
    Path root;

    private Trial trial;

    @BeforeEach
    void begin() {
        trial = new Trial(root.resolve("run"));
        trial.epochs = 8;
    }

    @Test
    void isTheOneOfTheLowestOrHighestValueOfTheNamedMetric() {
        trial.accuracies = step -> 1 - Math.abs(step - 20.0) / 100;
        trial.validationLosses = step -> Math.abs(step - 8.0);
        trial.best = new Best("accuracy", Best.Mode.MAX, 0);
        assertThat(trial.run(false).bestStep()).isEqualTo(20);
        Trial byLoss = new Trial(root.resolve("by-loss"));
        byLoss.epochs = 8;
        byLoss.accuracies = trial.accuracies;
        byLoss.validationLosses = trial.validationLosses;
        assertThat(byLoss.run(false).bestStep()).isEqualTo(8);
        Trial worst = new Trial(root.resolve("worst"));
        worst.epochs = 8;
        worst.accuracies = trial.accuracies;
        worst.best = new Best("accuracy", Best.Mode.MIN, 0);
        assertThat(worst.run(false).bestStep()).isEqualTo(4);
    }

    @Test
    void patienceGoesByTheSameMetric() {
        trial.accuracies = step -> step <= 8 ? step : 8;
        trial.best = new Best("accuracy", Best.Mode.MAX, 0);
        trial.patience = 2;
        TrainResult result = trial.run(false);
        assertThat(result.end()).isEqualTo(TrainResult.End.EARLY);
        assertThat(result.step()).isEqualTo(16);
    }

    @Test
    void whatIsBetterByTooLittleIsTheBestYetDoesNotBeginPatienceAnew() {
        trial.validationLosses = step -> 10 - step / 100.0;
        trial.best = new Best("loss", Best.Mode.MIN, 0.1);
        trial.patience = 2;
        TrainResult result = trial.run(false);
        assertThat(result.end()).isEqualTo(TrainResult.End.EARLY);
        assertThat(result.step()).as("0.04 an epoch, so 0.08 in two").isEqualTo(12);
        assertThat(result.bestStep()).isEqualTo(12);
    }

    @Test
    void smallImprovementsAddUp() {
        trial.validationLosses = step -> 10 - step / 100.0;
        trial.best = new Best("loss", Best.Mode.MIN, 0.1);
        trial.patience = 3;
        assertThat(trial.run(false).end()).isEqualTo(TrainResult.End.COMPLETE);
    }

    @Test
    void patienceGoesOnWhereARunWasStopped() {
        trial.validationLosses = step -> 10 - step / 100.0;
        trial.best = new Best("loss", Best.Mode.MIN, 0.1);
        trial.patience = 2;
        trial.runStoppedAfter(9, false);
        assertThat(trial.run(true).step()).isEqualTo(12);
    }

    @Test
    void aNameThatIsNoMetricIsRefusedBeforeTheFirstStepWithTheNearest() {
        trial.best = new Best("los", Best.Mode.MIN, 0);
        assertThatThrownBy(() -> trial.run(false))
                .isInstanceOfSatisfying(
                        FigmentException.class,
                        failure -> assertThat(failure.fault()).isEqualTo(FigmentException.Fault.USER))
                .hasMessage(
                        "best.metric: the recipe has no metric 'los'; there is: distance, loss; did you mean 'loss'?");
        assertThat(trial.events).isEmpty();
        assertThat(trial.folder).doesNotExist();
    }

    @Test
    void keysThatMakeNoSenseAreRefused() {
        assertThatThrownBy(() -> new Best(" ", Best.Mode.MIN, 0)).hasMessage("metric must not be empty");
        assertThatThrownBy(() -> new Best("loss", Best.Mode.MIN, -1)).hasMessage("min-delta must not be negative");
        assertThatThrownBy(() -> new Best("loss", Best.Mode.MIN, Double.NaN))
                .hasMessage("min-delta must not be negative");
    }
}
