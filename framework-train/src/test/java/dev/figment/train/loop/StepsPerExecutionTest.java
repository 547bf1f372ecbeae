package dev.figment.train.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.figment.api.Device;
import dev.figment.api.Tensor;
import dev.figment.api.error.FigmentException;
import dev.figment.api.error.FigmentException.Fault;
import dev.figment.core.onnx.OnnxModels;
import dev.figment.train.data.IndexData;
import dev.figment.train.data.Indices;
import dev.figment.train.precision.Precision;
import dev.figment.train.schedule.ReduceOnPlateau;
import dev.figment.train.step.Ema;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Steps that are executed several at once: every file is, byte for byte, that of a run that does them one by one. */
class StepsPerExecutionTest {
    private static final OnnxModels MODELS = OnnxModels.on(Device.CPU);

    @TempDir
    Path root;

    private Trial single;
    private Trial several;

    /** How many steps were executed at once, in order; 1 for a step alone. */
    private final List<Integer> executions = new ArrayList<>();

    @BeforeEach
    void begin() {
        single = trial("single");
        several = trial("several");
        several.stepsPerExecution = 3;
    }

    /** 13 steps an epoch, and 52 in all: one line of metrics for a step. */
    private Trial trial(String name) {
        Trial trial = new Trial(root.resolve(name));
        trial.data = new IndexData(68);
        trial.epochs = 4;
        trial.average = new Ema(0.9, true);
        return trial;
    }

    private TinyNetwork network(Start<Indices> start) {
        return new TinyNetwork(MODELS, start) {
            @Override
            public Map<String, Double> step(Map<String, Tensor> prepared, double learningRate) {
                executions.add(1);
                return super.step(prepared, learningRate);
            }

            @Override
            public List<Map<String, Double>> stepAll(List<Map<String, Tensor>> prepared, List<Double> learningRates) {
                executions.add(prepared.size());
                return super.stepAll(prepared, learningRates);
            }
        };
    }

    private void assertSame() throws IOException {
        RunFiles.assertSameButOlderCheckpoints(several.folder, single.folder);
    }

    @ParameterizedTest
    @CsvSource({"2, ", "3, ", "13, ", "100, ", "3, 4", "4, 3", "5, 26"})
    void allFilesAreByteForByteThoseOfSingleSteps(int stepsPerExecution, Integer checkpointSteps) throws IOException {
        for (Trial trial : List.of(single, several)) {
            trial.checkpointSteps = checkpointSteps;
            trial.keepCheckpoints = 100;
        }
        several.stepsPerExecution = stepsPerExecution;
        single.loop(start -> new TinyNetwork(MODELS, start)).run(false);
        several.loop(this::network).run(false);
        assertThat(RunFiles.of(several.folder)).isEqualTo(RunFiles.of(single.folder));
        assertThat(several.events).isEqualTo(single.events);
        assertThat(executions.stream().mapToInt(Integer::intValue).sum()).isEqualTo(52);
    }

    @Test
    void noExecutionReachesOverTheEndOfAnEpochOrACheckpoint() {
        several.epochs = 1;
        several.checkpointSteps = 7;
        several.loop(this::network).run(false);
        assertThat(executions).containsExactly(3, 3, 1, 3, 3);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2, 14, 26, 51})
    void aRunThatIsStoppedAndResumedHasTheSameFiles(long step) throws IOException {
        single.loop(start -> new TinyNetwork(MODELS, start)).run(false);
        TrainResult stopped = several.runStoppedAfter(step, false, this::network);
        assertThat(stopped.end()).isEqualTo(TrainResult.End.STOPPED);
        assertThat(stopped.step()).as("the execution is completed").isBetween(step, step + 2);
        several.loop(this::network).run(true);
        assertSame();
    }

    @Test
    void resumedWithAnotherNumberItHasTheSameFiles() throws IOException {
        single.loop(start -> new TinyNetwork(MODELS, start)).run(false);
        several.runStoppedAfter(17, false, this::network);
        several.stepsPerExecution = 5;
        several.loop(this::network).run(true);
        assertSame();
    }

    @Test
    void aScheduleThatFollowsTheValidationsAndPatienceWorkAsWithSingleSteps() throws IOException {
        for (Trial trial : List.of(single, several)) {
            trial.schedule = new ReduceOnPlateau(0.1, 1, 1e-1, 0, 0, 0);
            trial.best = new Best("half", Best.Mode.MAX, 0);
            trial.patience = 2;
            trial.epochs = 6;
        }
        TrainResult end = single.loop(start -> new TinyNetwork(MODELS, start)).run(false);
        assertThat(end.end()).isEqualTo(TrainResult.End.EARLY);
        assertThat(several.loop(this::network).run(false).step()).isEqualTo(end.step());
        assertSame();
    }

    @Test
    void inMixedPrecisionTheStepsWhoseGradientOverflowsAreSkippedOneByOne() throws IOException {
        for (Trial trial : List.of(single, several)) {
            trial.precision = Precision.MIXED;
            trial.epochs = 2;
        }
        single.loop(start -> new TinyNetwork(MODELS, start)).run(false);
        several.loop(this::network).run(false);
        assertThat(single.warnings).isNotEmpty();
        assertThat(several.warnings).isEqualTo(single.warnings);
        assertSame();
    }

    /** Of a network whose step 19 has a target that is no number. */
    private Recipe<Indices> broken() {
        return start -> new TinyNetwork(MODELS, start) {
            private long steps;

            @Override
            public Map<String, Double> step(Map<String, Tensor> prepared, double learningRate) {
                return super.step(broken(prepared, ++steps), learningRate);
            }

            @Override
            public List<Map<String, Double>> stepAll(List<Map<String, Tensor>> prepared, List<Double> learningRates) {
                List<Map<String, Tensor>> given = new ArrayList<>();
                for (int i = 0; i < prepared.size(); i++) {
                    given.add(broken(prepared.get(i), steps + 1 + i));
                }
                List<Map<String, Double>> metrics = super.stepAll(given, learningRates);
                steps += metrics.size();
                return metrics;
            }

            private Map<String, Tensor> broken(Map<String, Tensor> prepared, long step) {
                Map<String, Tensor> given = new HashMap<>(prepared);
                if (step == 19) {
                    float[] target = prepared.get("target").toFloatArray();
                    target[2] = Float.NaN;
                    given.put("target", Tensor.ofFloats(target, target.length, 1));
                }
                return given;
            }
        };
    }

    @Test
    void aStepWhoseLossIsNoNumberIsSkippedAlone() throws IOException {
        for (Trial trial : List.of(single, several)) {
            trial.nonFinite = new NonFinite(NonFinite.Then.SKIP, 1);
            trial.loop(broken()).run(false);
            assertThat(trial.warnings)
                    .containsExactly("'loss' is NaN at step 19, and the first parameter that is no finite number is"
                            + " 'net.0.weight'; this step is skipped");
        }
        assertSame();
    }

    @Test
    void aLossThatIsNoNumberEndsTheRunAtItsStep() {
        assertThatThrownBy(() -> several.loop(broken()).run(false))
                .isInstanceOfSatisfying(
                        FigmentException.class,
                        failure -> assertThat(failure.fault()).isEqualTo(Fault.RUN))
                .hasMessageContainingAll(
                        "'loss' is NaN at step 19, and the first parameter that is no finite number is",
                        "checkpoint-00000013.safetensors is kept");
    }

    @Test
    void beforeABatchThatCannotBeReadTheOthersAreTrainedOnAndSaved() throws IOException {
        single.loop(start -> new TinyNetwork(MODELS, start)).run(false);
        single.events.clear();
        for (Trial trial : List.of(trial("torn"), several)) {
            trial.stepsPerExecution = trial == several ? 4 : 1;
            trial.data = new TornData(trial.data, 17, 1);
            assertThatThrownBy(() -> trial.loop(this::network).run(false))
                    .hasMessageContaining("the run is saved after");
            single.events.add(trial.events.get(trial.events.size() - 1));
        }
        assertThat(single.events.get(0)).startsWith("saved ").isEqualTo(single.events.get(1));
        several.loop(this::network).run(true);
        assertSame();
    }

    @Test
    void aTrainingThatCannotIsRefused() {
        assertThatThrownBy(() -> several.run(false))
                .isInstanceOfSatisfying(
                        FigmentException.class,
                        failure -> assertThat(failure.fault()).isEqualTo(Fault.USER))
                .hasMessage("steps-per-execution: the steps of this recipe cannot be executed several at once; write 1,"
                        + " or leave the key out");
        assertThat(several.folder).doesNotExist();
    }
}
