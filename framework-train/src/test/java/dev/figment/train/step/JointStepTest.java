package dev.figment.train.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.ModelProto;
import dev.figment.api.Seed;
import dev.figment.api.Tensor;
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

class JointStepTest {
    private static final List<String> BOTH = List.of("discriminator", "generator");
    private static final List<Double> RATES = List.of(2e-2, 1e-2);
    private static final StepOptions PLAIN = StepOptions.DEFAULT;
    private static final StepOptions AVERAGED = PLAIN.withAverage(new Ema(0.9, true));

    private static StepSet gan(List<Update> updates) {
        return StepSet.compile(TinyVae.MODELS, "gan", updates, new Seed(1));
    }

    private static List<Map<String, Double>> oneAfterTheOther(StepSet steps, Map<String, Tensor> batch) {
        List<Map<String, Double>> metrics = new ArrayList<>();
        for (int i = 0; i < BOTH.size(); i++) {
            metrics.add(steps.run(BOTH.get(i), batch, RATES.get(i)));
        }
        return metrics;
    }

    /** Runs both ways, with single rounds of the other way between. */
    private static void assertSameSteps(List<Update> updates) {
        try (StepSet single = gan(updates);
                StepSet joint = gan(updates)) {
            for (int i = 0; i < 5; i++) {
                Map<String, Tensor> batch = TinyGan.real(i);
                assertThat(i == 3 ? oneAfterTheOther(joint, batch) : joint.runTogether(BOTH, batch, RATES))
                        .isEqualTo(oneAfterTheOther(single, batch));
                StepOptionsTest.assertSame(joint.state(), single.state());
                BOTH.forEach(update -> assertThat(joint.gradientNorm(update)).isEqualTo(single.gradientNorm(update)));
            }
            assertThat(joint.steps("generator")).isEqualTo(5);
        }
    }

    @Test
    void updatesTogetherGiveWhatOneAfterTheOtherGivesByteForByte() {
        assertSameSteps(List.of(TinyGan.discriminator(PLAIN), TinyGan.generator(AVERAGED)));
    }

    @Test
    void updatesOfTheSameNoiseDoToo() {
        assertSameSteps(TinyGan.sharingNoise(PLAIN, AVERAGED));
    }

    @Test
    void updatesThatMayBeSkippedDoToo() {
        StepOptions skipping = AVERAGED.withSkipNotFinite(true);
        assertSameSteps(TinyGan.sharingNoise(skipping, skipping));
    }

    @Test
    void onlyTheBadUpdateIsSkipped() {
        List<Update> updates = TinyGan.sharingNoise(PLAIN.withSkipNotFinite(true), PLAIN.withSkipNotFinite(true));
        try (StepSet single = gan(updates);
                StepSet joint = gan(updates)) {
            Map<String, Tensor> bad = TinyGan.real(0);
            bad.get("x").floats().put(5, Float.NaN);
            oneAfterTheOther(single, bad);
            List<Map<String, Double>> metrics = joint.runTogether(BOTH, bad, RATES);
            assertThat(metrics.get(0).get("loss")).isNaN();
            assertThat(metrics.get(1).get("loss")).isFinite();
            assertThat(joint.isSkipped("discriminator")).isTrue();
            assertThat(joint.isSkipped("generator")).isFalse();
            StepOptionsTest.assertSame(joint.state(), single.state());
            assertThat(joint.runTogether(BOTH, TinyGan.real(1), RATES))
                    .isEqualTo(oneAfterTheOther(single, TinyGan.real(1)));
            StepOptionsTest.assertSame(joint.state(), single.state());
        }
    }

    @Test
    void eachUpdateHasALossScaleOfItsOwnInMixedPrecision() {
        StepOptions mixed = PLAIN.withPrecision(Precision.MIXED);
        List<Update> updates = TinyGan.sharingNoise(mixed, mixed);
        try (StepSet single = gan(updates);
                StepSet joint = gan(updates)) {
            Map<String, Tensor> start = new HashMap<>(single.state());
            start.put("loss-scale:discriminator", new LossScale(64, 0).tensor());
            start.put("loss-scale:generator", new LossScale(1 << 24, 0).tensor());
            single.restore(start);
            joint.restore(start);
            for (int i = 0; i < 3; i++) {
                oneAfterTheOther(single, TinyGan.real(i));
                joint.runTogether(BOTH, TinyGan.real(i), RATES);
                assertThat(joint.isSkipped("discriminator")).isFalse();
                assertThat(joint.isSkipped("generator")).isTrue();
            }
            StepOptionsTest.assertSame(joint.state(), single.state());
        }
    }

    @Test
    void aRestoredSetContinuesByteForByteBothWays() {
        List<Update> updates = TinyGan.sharingNoise(PLAIN, AVERAGED);
        try (StepSet whole = gan(updates);
                StepSet resumed = gan(updates)) {
            whole.runTogether(BOTH, TinyGan.real(0), RATES);
            Map<String, Tensor> saved = whole.state();
            resumed.runTogether(BOTH, TinyGan.real(7), RATES);
            resumed.runTogether(BOTH, TinyGan.real(8), RATES);
            resumed.restore(saved);
            whole.runTogether(BOTH, TinyGan.real(1), RATES);
            whole.runTogether(BOTH, TinyGan.real(2), RATES);
            oneAfterTheOther(resumed, TinyGan.real(1));
            resumed.runTogether(BOTH, TinyGan.real(2), RATES);
            StepOptionsTest.assertSame(resumed.state(), whole.state());
        }
    }

    @Test
    void updatesOfTheirOwnNoiseNeedNotBeEquallyFar() {
        List<Update> updates = List.of(TinyGan.discriminator(PLAIN), TinyGan.generator(PLAIN));
        try (StepSet single = gan(updates);
                StepSet joint = gan(updates)) {
            for (StepSet steps : List.of(single, joint)) {
                steps.run("discriminator", TinyGan.real(0), 1e-2);
                steps.run("discriminator", TinyGan.real(1), 1e-2);
            }
            oneAfterTheOther(single, TinyGan.real(2));
            joint.runTogether(BOTH, TinyGan.real(2), RATES);
            StepOptionsTest.assertSame(joint.state(), single.state());
        }
    }

    @Test
    void samplesOfTheSameNoiseAreMadeOnce(@TempDir Path folder) throws IOException {
        assertThat(generators(TinyGan.sharingNoise(PLAIN, PLAIN), folder)).isEqualTo(1);
        List<Update> apart = List.of(TinyGan.discriminator(PLAIN), TinyGan.generator(PLAIN));
        assertThat(generators(apart, folder)).isEqualTo(2);
    }

    /** How often the joint graph computes the generator, which alone has a sigmoid linear unit. */
    private static long generators(List<Update> updates, Path folder) throws IOException {
        RecordingModels recording = new RecordingModels();
        try (StepSet steps = StepSet.compile(recording, "gan", updates, new Seed(1))) {
            steps.runTogether(BOTH, TinyGan.real(0), RATES);
        }
        assertThat(recording.files()).hasSize(1);
        Path file = Files.write(folder.resolve("joint.onnx"), recording.files().get(0));
        assertThatCode(() -> onnx.check_model(file.toString(), true, false, true))
                .doesNotThrowAnyException();
        return ModelProto.parseFrom(recording.files().get(0)).getGraph().getNodeList().stream()
                .filter(node -> node.getOpType().equals(TinyGan.GENERATORS_OPERATOR))
                .count();
    }

    @Test
    void whatDoesNotRunTogetherIsRefused() {
        List<Update> updates = TinyGan.sharingNoise(PLAIN.withAccumulate(2), PLAIN);
        try (StepSet cut = gan(updates)) {
            assertThatThrownBy(() -> cut.runTogether(BOTH, TinyGan.real(0), RATES))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("'discriminator' cuts its batch into parts");
        }
        try (StepSet steps = gan(TinyGan.sharingNoise(PLAIN, PLAIN))) {
            assertThatThrownBy(() -> steps.runTogether(BOTH, TinyGan.real(0), List.of(1.0)))
                    .hasMessageContaining("[discriminator, generator] with 1 learning rates");
            assertThatThrownBy(() -> steps.runTogether(List.of("generator", "generator"), Map.of(), RATES))
                    .hasMessageContaining("each is there once");
            assertThatThrownBy(() -> steps.runTogether(List.of("critic"), Map.of(), List.of(1.0)))
                    .hasMessageContaining("there is no update 'critic'");
            steps.run("discriminator", TinyGan.real(0), 1e-2);
            assertThatThrownBy(() -> steps.runTogether(BOTH, TinyGan.real(0), RATES))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("have done [1, 0] steps");
            steps.run("generator", TinyGan.real(0), 1e-2);
            steps.runTogether(BOTH, TinyGan.real(0), RATES);
            steps.close();
            assertThatThrownBy(() -> steps.runTogether(BOTH, TinyGan.real(0), RATES))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("closed");
        }
    }

    @Test
    void noiseThatIsNotTheSameIsRefused() {
        assertThatThrownBy(() -> gan(List.of(TinyGan.generator(PLAIN).withNoiseOf("critic"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the update 'generator' sees the noise of 'critic', and there is no such update");
        List<Update> updates = List.of(
                TinyGan.discriminator(PLAIN), TinyGan.generator(PLAIN, 0.5).withNoiseOf("discriminator"));
        try (StepSet steps = gan(updates)) {
            assertThatThrownBy(() -> steps.runTogether(BOTH, TinyGan.real(0), RATES))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("'generator' sees other noise at generator.drop.mask");
        }
    }
}
