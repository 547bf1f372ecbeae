package dev.figment.train.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.figment.api.Tensor;
import dev.figment.api.error.FigmentException;
import dev.figment.api.error.FigmentException.Fault;
import dev.figment.train.data.Indices;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run does about numbers that are not finite. */
class FinitenessTest {
    @TempDir
    Path root;

    private Trial trial;

    @BeforeEach
    void begin() {
        trial = new Trial(root.resolve("run"));
    }

    private void assertFails(Recipe<Indices> recipe, String... words) {
        assertThatThrownBy(() -> trial.loop(recipe).run(false))
                .isInstanceOfSatisfying(
                        FigmentException.class,
                        failure -> assertThat(failure.fault()).isEqualTo(Fault.RUN))
                .hasMessageContainingAll(words);
    }

    @Test
    void theStepTheMetricAndTheFirstBadParameterAreNamed() {
        trial.losses = step -> step == 7 ? Double.NaN : 1;
        assertFails(
                start -> new GuardedTraining(trial, "net.0.weight"),
                trial.folder + ": 'loss' is NaN at step 7, and the first parameter that is no finite number is"
                        + " 'net.0.weight'; checkpoint-00000004.safetensors is kept",
                "non-finite: { then: skip }");
    }

    @Test
    void aLossThatOverflowsAloneIsSaidSo() {
        trial.losses = step -> step == 7 ? Double.POSITIVE_INFINITY : 1;
        assertFails(start -> trial.fake(), "'loss' is Infinity at step 7, though all parameters are finite");
    }

    @Test
    void aStepThatIsSkippedChangesNothingAndIsNotCountedInTheMeans() throws IOException {
        trial.losses = step -> step == 6 ? Double.NaN : 1;
        trial.nonFinite = new NonFinite(NonFinite.Then.SKIP, 1);
        TrainResult result =
                trial.loop(start -> new GuardedTraining(trial, "net.0.weight")).run(false);
        assertThat(result.end()).isEqualTo(TrainResult.End.COMPLETE);
        assertThat(result.step()).isEqualTo(12);
        assertThat(trial.warnings)
                .containsExactly("'loss' is NaN at step 6, and the first parameter that is no finite number is"
                        + " 'net.0.weight'; this step is skipped");
        assertThat(Files.readString(trial.folder.resolve("metrics.jsonl"))).doesNotContain("NaN");
    }

    @Test
    void tooManySkippedStepsInARowEndTheRun() {
        trial.losses = step -> step >= 6 ? Double.NaN : 1;
        trial.nonFinite = new NonFinite(NonFinite.Then.SKIP, 3);
        assertFails(
                start -> new GuardedTraining(trial, "w"),
                "'loss' is NaN at step 9",
                "after 3 steps that were skipped; checkpoint-00000008.safetensors is kept");
        assertThat(trial.warnings).hasSize(3);
    }

    @Test
    void skippedStepsThatAreNotInARowDoNotAddUp() {
        trial.losses = step -> step % 2 == 0 ? Double.NaN : 1;
        trial.nonFinite = new NonFinite(NonFinite.Then.SKIP, 1);
        assertThat(trial.loop(start -> new GuardedTraining(trial, "w"))
                        .run(false)
                        .end())
                .isEqualTo(TrainResult.End.COMPLETE);
        assertThat(trial.warnings).hasSize(6);
    }

    @Test
    void aRecipeWhoseStepsCannotBeSkippedIsRefusedToSkip() {
        trial.nonFinite = new NonFinite(NonFinite.Then.SKIP, 1);
        assertThatThrownBy(() -> trial.run(false))
                .isInstanceOfSatisfying(
                        FigmentException.class,
                        failure -> assertThat(failure.fault()).isEqualTo(Fault.USER))
                .hasMessage("non-finite.then: the steps of this recipe cannot be skipped; write 'stop'");
    }

    @Test
    void aParameterThatIsNoNumberGetsIntoNoCheckpointThoughTheLossIsFinite() {
        assertFails(
                start -> new FakeTraining(trial.losses, trial.validationLosses, trial.accuracies) {
                    @Override
                    public Map<String, Tensor> state() {
                        Map<String, Tensor> state = new TreeMap<>(super.state());
                        boolean broken = state.get("step").longs().get(0) > 4;
                        state.put("net.bias", Tensor.ofFloats(new float[] {0, broken ? Float.NaN : 1}, 2));
                        return state;
                    }
                },
                "'net.bias' holds what is no finite number after step 8; checkpoint-00000004.safetensors is kept");
        assertThat(trial.folder.resolve("checkpoint-00000004.safetensors")).exists();
        assertThat(trial.folder.resolve("checkpoint-00000008.safetensors")).doesNotExist();
    }

    @Test
    void aLimitBelowOneIsRefused() {
        assertThatThrownBy(() -> new NonFinite(NonFinite.Then.SKIP, 0)).hasMessage("limit must be at least 1");
    }

    /** A fake one that names a parameter where the loss is no number, and leaves such steps out where it is to. */
    private static final class GuardedTraining extends FakeTraining implements Guarded {
        private final String parameter;
        private final boolean skips;
        private boolean skipped;
        private long steps;

        GuardedTraining(Trial trial, String parameter) {
            super(trial.losses, trial.validationLosses, trial.accuracies);
            this.parameter = parameter;
            this.skips = trial.nonFinite.then() == NonFinite.Then.SKIP;
        }

        @Override
        public Map<String, Double> step(Map<String, Tensor> prepared, double learningRate) {
            double loss = losses.applyAsDouble(++steps);
            skipped = skips && !Double.isFinite(loss);
            if (!skipped) {
                super.step(prepared, learningRate);
            }
            return metrics(loss, steps);
        }

        @Override
        public boolean isSkipped() {
            return skipped;
        }

        @Override
        public Optional<String> firstNotFinite() {
            return Optional.of(parameter);
        }
    }
}
