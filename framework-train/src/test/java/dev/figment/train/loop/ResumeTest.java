package dev.figment.train.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.figment.api.error.FigmentException;
import dev.figment.api.error.FigmentException.Fault;
import dev.figment.train.schedule.Constant;
import dev.figment.train.schedule.ReduceOnPlateau;
import dev.figment.train.schedule.Schedule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResumeTest {
    private static final int EPOCHS = 15;

    @TempDir
    static Path shared;

    private static Path whole;

    @TempDir
    Path root;

    @BeforeAll
    static void uninterrupted() {
        whole = shared.resolve("whole");
        trialIn(whole).run(false);
    }

    private Trial trial(String name) {
        return trialIn(root.resolve(name));
    }

    private static Trial trialIn(Path folder) {
        Trial trial = new Trial(folder);
        trial.epochs = EPOCHS;
        trial.validationLosses = step -> Math.abs(step - 40) + 1;
        return trial;
    }

    private static void assertUserError(Trial trial, String... words) {
        assertThatThrownBy(() -> trial.run(true))
                .isInstanceOfSatisfying(
                        FigmentException.class,
                        refusal -> assertThat(refusal.fault()).isEqualTo(Fault.USER))
                .hasMessageContainingAll(words);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 4, 5, 39, 40, 50, 59, 60})
    void afterAStopAtAnyStepAllFilesAreThoseOfAnUninterruptedRun(long step) throws IOException {
        trial("stopped").runStoppedAfter(step, false);
        Trial resumed = trial("stopped");
        TrainResult result = resumed.run(true);
        assertThat(resumed.events.get(0)).startsWith("started at " + step + " of 60");
        assertThat(result.end()).isEqualTo(TrainResult.End.COMPLETE);
        assertThat(result.bestStep()).isEqualTo(40);
        RunFiles.assertSameButOlderCheckpoints(resumed.folder, whole);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 44, 47, 48, 53})
    void aRateThatFollowsTheValidationsGoesOnAsItWas(long step) throws IOException {
        Schedule plateau = new ReduceOnPlateau(0.5, 1, 0, 1, 0, 0);
        Trial uninterrupted = trial("plateau");
        uninterrupted.schedule = plateau;
        uninterrupted.run(false);
        Trial stopped = trial("stopped");
        stopped.schedule = plateau;
        stopped.runStoppedAfter(step, false);
        Trial resumed = trial("stopped");
        resumed.schedule = plateau;
        resumed.run(true);
        RunFiles.assertSameButOlderCheckpoints(resumed.folder, uninterrupted.folder);
        Trial constant = trial("constant");
        constant.schedule = new Constant(0);
        constant.run(false);
        assertThat(RunFiles.of(constant.folder)).isNotEqualTo(RunFiles.of(uninterrupted.folder));
    }

    @Test
    void severalStopsChangeNothing() throws IOException {
        trial("stopped").runStoppedAfter(1, false);
        for (long step : new long[] {2, 7, 8, 30, 52}) {
            trial("stopped").runStoppedAfter(step, true);
        }
        trial("stopped").run(true);
        assertThat(RunFiles.of(root.resolve("stopped"))).isEqualTo(RunFiles.of(whole));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 4, 8, 50, 53, 60})
    void afterAKillAtAnyStepAllFilesAreThoseOfAnUninterruptedRun(long step) throws IOException {
        Trial killed = trial("killed");
        killed.checkpointEvery = 3;
        killed.onStep = done -> {
            if (done == step) {
                throw new IllegalStateException("killed");
            }
        };
        assertThatThrownBy(() -> killed.run(false)).hasMessage("killed");
        trial("killed").run(true);
        assertThat(RunFiles.of(root.resolve("killed"))).isEqualTo(RunFiles.of(whole));
    }

    @Test
    void aRunThatIsDoneGivesItsModelAgain() throws IOException {
        Trial trial = trial("run");
        TrainResult first = trial.run(false);
        Map<String, String> before = RunFiles.of(trial.folder);
        TrainResult again = trial("run").run(true);
        assertThat(again).isEqualTo(first);
        assertThat(RunFiles.of(trial.folder)).isEqualTo(before);
    }

    @Test
    void withNothingToResumeItBeginsAtTheBeginning() {
        Trial trial = trial("run");
        trial.run(true);
        assertThat(trial.events.get(0)).startsWith("started at 0");
    }

    @Test
    void anotherConfigIsRefusedWithTheDifference() throws IOException {
        Trial trial = trial("run");
        trial.runStoppedAfter(5, false);
        Map<String, String> before = RunFiles.of(trial.folder);
        trial.keys = Map.of("batch", "6");
        assertUserError(trial, "checkpoint-00000005.safetensors", "batch was 5 and is now 6", "--set to=FOLDER");
        assertThat(RunFiles.of(trial.folder)).isEqualTo(before);
    }

    @Test
    void aCheckpointOfOtherNetworksIsRefused() throws IOException {
        Trial trial = trial("run");
        trial.runStoppedAfter(5, false);
        Path file = trial.folder.resolve("checkpoint-00000005.safetensors");
        Safetensors saved = Safetensors.read(file, "");
        Files.delete(file);
        new Safetensors(saved.metadata(), Map.of()).write(file);
        assertUserError(trial, file.toString(), "does not fit: the state has no tensor for 'weight'", "delete it");
    }

    @Test
    void aTornCheckpointIsRefusedAndWithoutItTheOneBeforeIsTaken() throws IOException {
        Trial trial = trial("run");
        trial.runStoppedAfter(9, false);
        Path newest = trial.folder.resolve("checkpoint-00000009.safetensors");
        byte[] bytes = Files.readAllBytes(newest);
        Files.write(newest, Arrays.copyOf(bytes, bytes.length / 2));
        assertUserError(trial, newest.toString(), "no whole safetensors file", "delete it");
        Files.delete(newest);
        Trial resumed = trial("run");
        resumed.run(true);
        assertThat(resumed.events.get(0)).startsWith("started at 8");
        assertThat(RunFiles.of(resumed.folder)).isEqualTo(RunFiles.of(whole));
    }

    @Test
    void aForeignSafetensorsFileIsRefused() throws IOException {
        Trial trial = trial("run");
        Files.createDirectories(trial.folder);
        new Safetensors(Map.of("format", "pt"), Map.of())
                .write(trial.folder.resolve("checkpoint-00000007.safetensors"));
        assertUserError(trial, "checkpoint-00000007.safetensors", "not of a training");
    }

    @Test
    void missingBestWeightsAreFoundAtOnceAndNotAtTheEnd() throws IOException {
        Trial trial = trial("run");
        trial.runStoppedAfter(9, false);
        Files.delete(trial.folder.resolve("best.safetensors"));
        Trial resumed = trial("run");
        assertUserError(resumed, "best.safetensors", "missing");
        assertThat(resumed.events).isEmpty();
    }
}
