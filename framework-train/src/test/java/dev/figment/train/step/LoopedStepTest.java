package dev.figment.train.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.figment.api.Seed;
import dev.figment.api.Tensor;
import dev.figment.train.graph.Arithmetic;
import dev.figment.train.graph.Reductions;
import dev.figment.train.graph.Shape;
import dev.figment.train.graph.Value;
import dev.figment.train.nn.Activation;
import dev.figment.train.nn.Init;
import dev.figment.train.nn.Linear;
import dev.figment.train.nn.Losses;
import dev.figment.train.nn.Noise;
import dev.figment.train.nn.Scope;
import dev.figment.train.nn.Sequential;
import dev.figment.train.optim.Adamw;
import dev.figment.train.optim.OptimizerConfig;
import dev.figment.train.precision.LossScale;
import dev.figment.train.precision.Precision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.onnx.global.onnx;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A network with dropout, running means, a constant state, and one parameter that is too large to be joined. */
class LoopedStepTest {
    private static final int WIDE = 6000;
    private static final OptimizerConfig ADAMW = new Adamw(1e-2, 0.9, 0.999, 1e-8, 0.1, List.of(), 0.5);
    private static final StepOptions AVERAGED = StepOptions.DEFAULT.withAverage(new Ema(0.99, true));

    private static Objective.Loss objective(Scope scope, Map<String, Value> in) {
        Value pixels = in.get("pixels");
        Value mean = Reductions.mean(pixels, List.of(0L), false);
        Value running = scope.state("mean", Init.constant(0), TinyVae.PIXELS);
        scope.update(running, Arithmetic.add(Arithmetic.mul(running, 0.9f), Arithmetic.mul(mean, 0.1f)));
        Value centred = Arithmetic.mul(
                Arithmetic.sub(pixels, running), scope.state("scale", Init.constant(0.5f), TinyVae.PIXELS));
        Value hidden = scope.apply("in", Sequential.of(new Linear(WIDE), Activation.TANH), centred);
        Value dropped = Arithmetic.mul(hidden, scope.noise("mask", Noise.dropout(0.2), hidden.shape()));
        Value y = scope.apply("out", new Linear(TinyVae.PIXELS), dropped);
        Value loss = Reductions.mean(Losses.squaredError(y, pixels));
        return new Objective.Loss(loss, Map.of("half", Arithmetic.mul(loss, 0.5f)));
    }

    private static TrainingStep step(StepOptions options) {
        List<InputSpec> inputs = List.of(InputSpec.floats("pixels", Shape.of(TinyVae.BATCH, TinyVae.PIXELS)));
        return TrainingStep.compile(
                TinyVae.MODELS, "looped", inputs, LoopedStepTest::objective, ADAMW, options, new Seed(1));
    }

    private static Map<String, Tensor> batch(long number) {
        return Map.of("pixels", TinyVae.batch(new Seed(number), TinyVae.BATCH).get("pixels"));
    }

    @Test
    void stepsInALoopGiveWhatSingleStepsGiveByteForByte() {
        try (TrainingStep single = step(AVERAGED);
                TrainingStep looped = step(AVERAGED)) {
            int done = 0;
            for (int count : new int[] {1, 5, 3}) {
                List<Map<String, Tensor>> batches = new ArrayList<>();
                List<Double> rates = new ArrayList<>();
                List<Map<String, Double>> metrics = new ArrayList<>();
                for (int i = 0; i < count; i++, done++) {
                    batches.add(batch(done));
                    rates.add(1e-2 / (1 + done));
                    metrics.add(single.run(batches.get(i), rates.get(i)));
                }
                assertThat(looped.runAll(batches, rates)).isEqualTo(metrics);
                assertThat(looped.gradientNorm()).isEqualTo(single.gradientNorm());
                StepOptionsTest.assertSame(looped.state(), single.state());
                // Single steps and steps in a loop may take turns.
                single.run(batch(done), 1e-3);
                looped.run(batch(done), 1e-3);
                done++;
            }
            assertThat(looped.step()).isEqualTo(12);
            StepOptionsTest.assertSame(looped.state(), single.state());
        }
    }

    @Test
    void theOfficialCheckerAcceptsTheLoop(@TempDir Path folder) throws IOException {
        RecordingModels recording = new RecordingModels();
        List<InputSpec> inputs = List.of(InputSpec.floats("pixels", Shape.of(TinyVae.BATCH, TinyVae.PIXELS)));
        try (TrainingStep step = TrainingStep.compile(
                recording, "looped", inputs, LoopedStepTest::objective, ADAMW, AVERAGED, new Seed(1))) {
            step.runAll(List.of(batch(0)), List.of(1e-2));
        }
        Path file = Files.write(folder.resolve("loop.onnx"), recording.files().get(0));
        assertThatCode(() -> onnx.check_model(file.toString(), true, false, true))
                .doesNotThrowAnyException();
    }

    @Test
    void anUpdateInALoopReadsTheNetworksThatItDoesNotTrain() {
        Objective objective = (scope, in) -> {
            Value z = scope.apply("generator", new Linear(3), in.get("pixels"));
            Value y = scope.apply("critic", new Linear(1), z);
            return new Objective.Loss(Reductions.mean(Arithmetic.square(y)), Map.of());
        };
        List<InputSpec> inputs = List.of(InputSpec.floats("pixels", Shape.of(TinyVae.BATCH, TinyVae.PIXELS)));
        List<Update> updates = List.of(
                new Update("critic", inputs, objective, List.of("critic"), ADAMW),
                new Update("generator", inputs, objective, List.of("generator"), ADAMW));
        try (StepSet single = StepSet.compile(TinyVae.MODELS, "set", updates, new Seed(1));
                StepSet looped = StepSet.compile(TinyVae.MODELS, "set", updates, new Seed(1))) {
            for (String update : List.of("critic", "generator", "critic")) {
                single.run(update, batch(0), 1e-2);
                single.run(update, batch(1), 1e-2);
                looped.runAll(update, List.of(batch(0), batch(1)), List.of(1e-2, 1e-2));
            }
            StepOptionsTest.assertSame(looped.state(), single.state());
        }
    }

    @Test
    void whereAStepIsToBeSkippedALoopChangesNothing() {
        StepOptions skipping = AVERAGED.withSkipNotFinite(true);
        try (TrainingStep single = step(skipping);
                TrainingStep looped = step(skipping)) {
            Map<String, Tensor> bad =
                    Map.of("pixels", TinyVae.batch(new Seed(9), TinyVae.BATCH).get("pixels"));
            bad.get("pixels").floats().put(7, Float.NaN);
            List<Double> rates = List.of(1e-2, 1e-2);
            assertThat(looped.runAll(List.of(batch(0), batch(1)), rates)).hasSize(2);
            assertThat(looped.runAll(List.of(bad, batch(3)), rates)).isEmpty();
            assertThat(looped.runAll(List.of(batch(2), bad), rates)).isEmpty();
            assertThat(looped.isSkipped()).isFalse();
            assertThat(looped.step()).isEqualTo(2);
            List.of(batch(0), batch(1)).forEach(batch -> single.run(batch, 1e-2));
            StepOptionsTest.assertSame(looped.state(), single.state());
            List.of(single, looped).forEach(step -> step.run(bad, 1e-2));
            assertThat(looped.isSkipped()).isTrue();
            List.of(batch(3), batch(4)).forEach(batch -> single.run(batch, 1e-2));
            assertThat(looped.runAll(List.of(batch(3), batch(4)), rates)).hasSize(2);
            StepOptionsTest.assertSame(looped.state(), single.state());
        }
    }

    @Test
    void aLossScaleThatGrowsAmongStepsInALoopIsThatOfSingleSteps() {
        StepOptions mixed = StepOptions.DEFAULT.withPrecision(Precision.MIXED);
        try (TrainingStep single = step(mixed);
                TrainingStep looped = step(mixed)) {
            // The first scale is too large for this network; it grows after 2000 good steps.
            Map<String, Tensor> start = new HashMap<>(single.state());
            start.put("loss-scale", new LossScale(64, 1998).tensor());
            single.restore(start);
            looped.restore(start);
            List<Map<String, Tensor>> batches = List.of(batch(0), batch(1), batch(2), batch(3));
            batches.forEach(batch -> single.run(batch, 1e-2));
            assertThat(looped.runAll(batches, List.of(1e-2, 1e-2, 1e-2, 1e-2))).hasSize(4);
            assertThat(LossScale.of(looped.state().get("loss-scale"))).isEqualTo(new LossScale(128, 2));
            StepOptionsTest.assertSame(looped.state(), single.state());
        }
    }

    @Test
    void whatALoopCannotDoIsRefused() {
        try (TrainingStep cut = step(StepOptions.DEFAULT.withAccumulate(2));
                TrainingStep plain = step(StepOptions.DEFAULT)) {
            assertThatThrownBy(() -> cut.runAll(List.of(batch(0)), List.of(1e-2)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("are not cut into parts");
            assertThatThrownBy(() -> plain.runAll(List.of(batch(0)), List.of()))
                    .hasMessage("1 batches and 0 learning rates are no steps");
        }
    }
}
