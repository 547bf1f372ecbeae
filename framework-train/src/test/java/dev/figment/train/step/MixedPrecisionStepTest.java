package dev.figment.train.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.figment.api.ElementType;
import dev.figment.api.Seed;
import dev.figment.api.Tensor;
import dev.figment.train.optim.OptimizerConfig;
import dev.figment.train.precision.Precision;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Steps whose products are in FLOAT16, whole and in parts. */
class MixedPrecisionStepTest {
    private static final double RATE = 1e-2;
    private final Seed data = new Seed(5);

    private static TrainingStep step(Precision precision, int parts) {
        StepOptions options = StepOptions.DEFAULT.withPrecision(precision).withAccumulate(parts);
        return TrainingStep.compile(
                TinyVae.MODELS,
                "mixed",
                TinyVae.inputs(),
                TinyVae::objective,
                OptimizerConfig.adam(RATE),
                options,
                new Seed(1));
    }

    private double train(TrainingStep step, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += step.run(TinyVae.batch(data.at(i), TinyVae.BATCH), RATE).get("loss");
        }
        return sum / (to - from);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void aTrainingFollowsThatInFloat32(int parts) {
        try (TrainingStep single = step(Precision.FLOAT32, parts);
                TrainingStep mixed = step(Precision.MIXED, parts)) {
            double before = train(single, 0, 10);
            train(mixed, 0, 10);
            train(single, 10, 500);
            train(mixed, 10, 500);
            double after = train(single, 500, 600);
            assertThat(after).isLessThan(before);
            assertThat(train(mixed, 500, 600)).isCloseTo(after, within(0.05 * after));
            assertThat(mixed.weights().values())
                    .allSatisfy(tensor -> assertThat(tensor.type()).isEqualTo(ElementType.FLOAT32));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void anOverflowChangesNothingButTheScaleWhichAStateHolds(int parts) {
        try (TrainingStep step = step(Precision.MIXED, parts)) {
            Map<String, Tensor> state = new HashMap<>(step.state());
            assertThat(state.get("loss-scale").toFloatArray()).containsExactly(65_536, 0);
            state.put("loss-scale", Tensor.ofFloats(new float[] {1 << 24, 9}, 2));
            step.restore(state);
            assertThat(train(step, 0, 1)).isFinite();
            assertThat(step.isSkipped()).isTrue();
            assertThat(step.state().get("loss-scale").toFloatArray()).containsExactly(1 << 23, 0);
            assertThat(step.state().get("mean.weight").bytes())
                    .isEqualTo(state.get("mean.weight").bytes());
            train(step, 1, 20);
            assertThat(step.isSkipped()).isFalse();
            assertThat(step.state().get("mean.weight").bytes())
                    .isNotEqualTo(state.get("mean.weight").bytes());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void aRestoredStateContinuesByteForByte(int parts) {
        try (TrainingStep whole = step(Precision.MIXED, parts);
                TrainingStep resumed = step(Precision.MIXED, parts)) {
            train(whole, 0, 7);
            Map<String, Tensor> saved = whole.state();
            train(whole, 7, 15);
            resumed.restore(saved);
            train(resumed, 7, 15);
            Map<String, Tensor> expected = whole.state();
            assertThat(resumed.state().keySet()).isEqualTo(expected.keySet());
            resumed.state()
                    .forEach((name, tensor) -> assertThat(tensor.bytes())
                            .as(name)
                            .isEqualTo(expected.get(name).bytes()));
            saved.remove("loss-scale");
            assertThatThrownBy(() -> resumed.restore(saved)).hasMessageContaining("loss-scale");
        }
    }
}
