package dev.figment.train.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.figment.api.ElementType;
import dev.figment.api.Seed;
import dev.figment.api.Tensor;
import dev.figment.train.graph.Activations;
import dev.figment.train.graph.Arithmetic;
import dev.figment.train.graph.Reductions;
import dev.figment.train.graph.Shape;
import dev.figment.train.graph.Value;
import dev.figment.train.nn.Init;
import dev.figment.train.nn.Linear;
import dev.figment.train.nn.Losses;
import dev.figment.train.nn.Noise;
import dev.figment.train.nn.Scope;
import dev.figment.train.optim.Adamw;
import dev.figment.train.optim.OptimizerConfig;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** A perceptron with dropout, a counter as state, weight decay and clipping, under each option. */
class StepOptionsTest {
    private static final double RATE = 1e-2;
    private static final OptimizerConfig ADAMW = new Adamw(1e-2, 0.9, 0.999, 1e-8, 0.1, List.of(), 0.5);
    private static final StepOptions PLAIN = StepOptions.DEFAULT;

    static void assertSame(Map<String, Tensor> actual, Map<String, Tensor> expected) {
        assertThat(actual.keySet()).isEqualTo(expected.keySet());
        actual.forEach((name, tensor) ->
                assertThat(tensor.bytes()).as(name).isEqualTo(expected.get(name).bytes()));
    }

    private static void assertClose(Map<String, Tensor> actual, Map<String, Tensor> expected, double tolerance) {
        assertThat(actual.keySet()).isEqualTo(expected.keySet());
        actual.forEach((name, tensor) -> assertThat(tensor.toFloatArray())
                .as(name)
                .containsExactly(expected.get(name).toFloatArray(), within((float) tolerance)));
    }

    private static Objective.Loss objective(Scope scope, Map<String, Value> in) {
        Value pixels = in.get("pixels");
        Value hidden = Activations.tanh(scope.apply("in", new Linear(16), pixels));
        if (scope.isTraining()) {
            hidden = Arithmetic.mul(hidden, scope.noise("mask", Noise.dropout(0.2), hidden.shape()));
        }
        Value seen = scope.state("seen", Init.constant(0), TinyVae.PIXELS);
        scope.update(seen, Arithmetic.add(seen, Reductions.sum(pixels, List.of(0L), false)));
        Value y = scope.apply("out", new Linear(TinyVae.PIXELS), hidden);
        // The root of a negative mean is not a number, which is how a batch goes bad.
        Value error = Reductions.mean(Losses.squaredError(y, pixels));
        Value root = Activations.sqrt(Arithmetic.add(Reductions.mean(pixels), 1));
        return new Objective.Loss(Arithmetic.mul(error, root), Map.of("error", error));
    }

    private static TrainingStep step(StepOptions options) {
        List<InputSpec> inputs = List.of(InputSpec.floats("pixels", Shape.of(TinyVae.BATCH, TinyVae.PIXELS)));
        return TrainingStep.compile(
                TinyVae.MODELS, "options", inputs, StepOptionsTest::objective, ADAMW, options, new Seed(1));
    }

    private static Map<String, Tensor> batch(long number) {
        return Map.of("pixels", TinyVae.batch(new Seed(number), TinyVae.BATCH).get("pixels"));
    }

    private static Map<String, Tensor> bad() {
        Tensor pixels = Tensor.allocate(ElementType.FLOAT32, TinyVae.BATCH, TinyVae.PIXELS);
        for (int i = 0; i < pixels.count(); i++) {
            // Only the last samples are bad, so that the first part of a batch that is cut is good.
            pixels.floats().put(i, i < pixels.count() * 3 / 4 ? 0 : -9);
        }
        return Map.of("pixels", pixels);
    }

    @Test
    void accumulationGivesWhatOneLargeBatchGives() {
        Objective linear = (scope, in) -> {
            Value pixels = in.get("pixels");
            Value hidden = Activations.tanh(scope.apply("in", new Linear(16), pixels));
            hidden = Arithmetic.mul(hidden, scope.noise("mask", Noise.dropout(0.2), hidden.shape()));
            Value y = scope.apply("out", new Linear(TinyVae.PIXELS), hidden);
            return new Objective.Loss(Reductions.mean(Losses.squaredError(y, pixels)), Map.of());
        };
        List<InputSpec> inputs = List.of(InputSpec.floats("pixels", Shape.of(TinyVae.BATCH, TinyVae.PIXELS)));
        for (int parts : new int[] {2, 4, 16}) {
            try (TrainingStep whole =
                            TrainingStep.compile(TinyVae.MODELS, "whole", inputs, linear, ADAMW, PLAIN, new Seed(1));
                    TrainingStep cut = TrainingStep.compile(
                            TinyVae.MODELS, "cut", inputs, linear, ADAMW, PLAIN.withAccumulate(parts), new Seed(1))) {
                for (int i = 0; i < 10; i++) {
                    double loss = whole.run(batch(i), RATE).get("loss");
                    assertThat(cut.run(batch(i), RATE).get("loss")).isCloseTo(loss, within(1e-4));
                    assertThat(cut.gradientNorm().getAsDouble())
                            .isCloseTo(whole.gradientNorm().getAsDouble(), within(1e-4));
                }
                assertClose(cut.parameters(), whole.parameters(), 2e-5);
            }
        }
    }

    @Test
    void theTwoHalvesOfAStepGiveWhatTheWholeGives() {
        try (TrainingStep whole = step(PLAIN);
                TrainingStep halves = step(PLAIN)) {
            for (int i = 0; i < 5; i++) {
                Map<String, Double> metrics = whole.run(batch(i), RATE);
                Gradients gradients = halves.gradients(batch(i));
                assertThat(gradients.metrics()).isEqualTo(metrics);
                assertThat(gradients.byPath().keySet())
                        .containsExactlyInAnyOrderElementsOf(whole.parameters().keySet());
                halves.apply(gradients.flat(), RATE);
            }
            assertSame(halves.weights(), whole.weights());
            assertThat(halves.step()).isEqualTo(5);
        }
    }

    /** Each of two machines has half of the batch; the mean of their gradients is applied on both. */
    @Test
    void gradientsOfTwoMachinesAddUpToThoseOfOne() {
        List<InputSpec> half = List.of(InputSpec.floats("pixels", Shape.of(TinyVae.BATCH / 2, TinyVae.PIXELS)));
        Objective plain = (scope, in) -> {
            Value y = scope.apply("out", new Linear(TinyVae.PIXELS), in.get("pixels"));
            Value noise = scope.noise("noise", Noise.normal(), y.shape());
            return new Objective.Loss(
                    Reductions.mean(Losses.squaredError(Arithmetic.add(y, noise), in.get("pixels"))), Map.of());
        };
        List<InputSpec> full = List.of(InputSpec.floats("pixels", Shape.of(TinyVae.BATCH, TinyVae.PIXELS)));
        try (TrainingStep one = TrainingStep.compile(TinyVae.MODELS, "one", full, plain, ADAMW, new Seed(1));
                TrainingStep a = TrainingStep.compile(TinyVae.MODELS, "a", half, plain, ADAMW, new Seed(1));
                TrainingStep b = TrainingStep.compile(TinyVae.MODELS, "b", half, plain, ADAMW, new Seed(1))) {
            for (int i = 0; i < 4; i++) {
                Tensor pixels = batch(i).get("pixels");
                one.run(Map.of("pixels", pixels), RATE);
                long first = (long) i * TinyVae.BATCH;
                Tensor left =
                        a.gradients(Map.of("pixels", pixels.rows(0, 8)), first).flat();
                Tensor right = b.gradients(Map.of("pixels", pixels.rows(8, 16)), first + 8)
                        .flat();
                for (int j = 0; j < left.count(); j++) {
                    left.floats().put(j, (left.floats().get(j) + right.floats().get(j)) / 2);
                }
                b.apply(left, RATE);
                a.apply(left, RATE);
            }
            assertSame(a.parameters(), b.parameters());
            assertClose(a.parameters(), one.parameters(), 1e-5);
        }
    }

    @Test
    void theAverageFollowsTheWeights() {
        for (boolean warmUp : new boolean[] {false, true}) {
            try (TrainingStep step = step(PLAIN.withAverage(new Ema(0.9, warmUp)))) {
                Map<String, float[]> expected = new HashMap<>();
                step.parameters().forEach((path, tensor) -> expected.put(path, tensor.toFloatArray()));
                for (int t = 1; t <= 30; t++) {
                    step.run(batch(t), RATE);
                    double decay = warmUp ? Math.min(0.9, (1.0 + t) / (10.0 + t)) : 0.9;
                    step.parameters().forEach((path, tensor) -> {
                        float[] average = expected.get(path);
                        for (int i = 0; i < average.length; i++) {
                            average[i] +=
                                    (float) ((1 - decay) * (tensor.floats().get(i) - average[i]));
                        }
                    });
                }
                Map<String, Tensor> averaged = step.averaged();
                expected.forEach((path, values) ->
                        assertThat(averaged.get(path).toFloatArray()).as(path).containsExactly(values, within(1e-6f)));
                assertThat(averaged.get("seen").bytes())
                        .isEqualTo(step.weights().get("seen").bytes());
                assertThat(averaged.get("in.weight").bytes())
                        .isNotEqualTo(step.weights().get("in.weight").bytes());
            }
        }
    }

    @Test
    void withoutAnAverageTheWeightsAreTheAverage() {
        try (TrainingStep step = step(PLAIN)) {
            step.run(batch(0), RATE);
            assertSame(step.averaged(), step.weights());
        }
    }

    @Test
    void aRestoredStepContinuesByteForByteUnderEveryOption() {
        List<StepOptions> all = new ArrayList<>();
        for (int parts : new int[] {1, 4}) {
            StepOptions cut = PLAIN.withAccumulate(parts);
            all.add(cut);
            all.add(cut.withAverage(new Ema(0.95, true)).withSkipNotFinite(true));
        }
        for (StepOptions options : all) {
            try (TrainingStep whole = step(options);
                    TrainingStep resumed = step(options)) {
                whole.run(batch(0), RATE);
                if (options.skipNotFinite()) {
                    whole.run(bad(), RATE);
                }
                whole.run(batch(1), RATE);
                Map<String, Tensor> saved = whole.state();
                resumed.run(batch(9), RATE);
                resumed.restore(saved);
                for (int i = 2; i < 7; i++) {
                    assertThat(resumed.run(batch(i), RATE)).isEqualTo(whole.run(batch(i), RATE));
                }
                assertSame(resumed.state(), whole.state());
            }
        }
    }

    @Test
    void aStepThatIsNotFiniteIsSkipped() {
        for (int parts : new int[] {1, 4}) {
            try (TrainingStep step = step(PLAIN.withSkipNotFinite(true).withAccumulate(parts))) {
                step.run(batch(0), RATE);
                assertThat(step.isSkipped()).isFalse();
                assertThat(step.firstNotFinite()).isEmpty();
                Map<String, Tensor> before = step.state();
                assertThat(step.run(bad(), RATE).get("loss")).isNaN();
                assertThat(step.isSkipped()).isTrue();
                assertThat(step.firstNotFinite()).contains("in.weight");
                Map<String, Tensor> after = step.state();
                assertThat(after.remove("step").toLongArray()).containsExactly(2);
                before.remove("step");
                assertSame(after, before);
                assertThat(step.run(batch(1), RATE).get("loss")).isFinite();
                assertThat(step.isSkipped()).isFalse();
            }
        }
    }

    @Test
    void withoutTheOptionABadStepIsTakenAndTheBadParameterNamed() {
        try (TrainingStep step = step(PLAIN)) {
            step.run(bad(), RATE);
            assertThat(step.isSkipped()).isFalse();
            assertThat(step.firstNotFinite()).contains("in.weight");
            assertThat(step.parameters().get("in.weight").floats().get(0)).isNaN();
        }
    }

    @Test
    void aGradientOfAnotherLayoutIsRefused() {
        try (TrainingStep step = step(PLAIN)) {
            assertThatThrownBy(() -> step.apply(Tensor.ofFloats(new float[3], 3), RATE))
                    .hasMessageContaining("FLOAT32[3]");
            assertThat(step.step()).isZero();
        }
    }

    @Test
    void optionsOutOfRangeAreRefused() {
        assertThatThrownBy(() -> PLAIN.withAccumulate(0)).hasMessageContaining("1 or more");
        assertThatThrownBy(() -> new Ema(1, false)).hasMessage("decay must be from 0 to below 1");
    }

    @Test
    void aPassChangesTheGraphThatIsWritten() {
        List<String> seen = new ArrayList<>();
        StepOptions options = PLAIN.withPass(graph -> {
            seen.add(graph.name());
            return graph;
        });
        try (TrainingStep step = step(options)) {
            assertThat(seen).containsExactly("options");
            step.gradients(batch(0));
            assertThat(seen).hasSize(3);
        }
    }

    @Test
    void closingWaitsForTheStepThatRuns() throws InterruptedException {
        TrainingStep step = step(PLAIN);
        List<Throwable> ends = new ArrayList<>();
        CountDownLatch started = new CountDownLatch(20);
        Thread runner = new Thread(() -> {
            try {
                for (int i = 0; ; i++) {
                    step.run(batch(i), RATE);
                    started.countDown();
                }
            } catch (IllegalStateException e) {
                ends.add(e);
            }
        });
        runner.start();
        started.await();
        step.close();
        runner.join();
        assertThat(ends).hasSize(1);
        assertThat(ends.get(0)).hasMessageContaining("closed");
    }
}
