package dev.figment.train.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.figment.api.Device;
import dev.figment.api.ElementType;
import dev.figment.api.Tensor;
import dev.figment.api.model.Model;
import dev.figment.core.onnx.OnnxModels;
import dev.figment.train.data.Indices;
import dev.figment.train.precision.Precision;
import dev.figment.train.step.Ema;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** The loop with a real network, whose steps ONNX Runtime computes. */
class NetworkResumeTest {
    private static final OnnxModels MODELS = OnnxModels.on(Device.CPU);

    @TempDir
    static Path shared;

    private static Path whole;

    @TempDir
    Path root;

    private static Trial trial(Path folder) {
        Trial trial = new Trial(folder);
        trial.epochs = 14;
        return trial;
    }

    @BeforeAll
    static void uninterrupted() {
        whole = shared.resolve("whole");
        trial(whole).loop(start -> new TinyNetwork(MODELS, start)).run(false);
    }

    @Test
    void theExportedModelHasTheBestStepsWeightsAndItsOrigin() throws IOException {
        Safetensors best = Safetensors.read(whole.resolve("best.safetensors"), "");
        try (Model model =
                MODELS.compile(Files.readAllBytes(whole.resolve("model").resolve("net.onnx")), "net")) {
            assertThat(model.metadata())
                    .containsEntry("step", best.metadata().get("step"))
                    .containsEntry("config.batch", "5")
                    .containsEntry("figment-version", "1.2.3")
                    .containsKey("validation.loss");
            float[] expected;
            try (TinyNetwork network = TinyNetwork.of(MODELS, best.tensors())) {
                expected = network.predictions();
            }
            assertThat(model.run(Map.of("x", TinyNetwork.features(TinyNetwork.PROBE)))
                            .get("y")
                            .toFloatArray())
                    .isEqualTo(expected);
        }
    }

    @Test
    void theNetworkLearns() throws IOException {
        List<Double> losses = Files.readAllLines(whole.resolve("metrics.jsonl")).stream()
                .filter(line -> line.contains("\"train\""))
                .map(line -> new JsonMapper().readTree(line).path("loss").asDouble())
                .toList();
        assertThat(losses).hasSize(14);
        assertThat(losses.get(13)).isLessThan(losses.get(0) / 2);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 4, 6, 28, 51, 56})
    void resumedAtAnyStepAllFilesAreByteForByteThoseOfAnUninterruptedRun(long step) throws IOException {
        Path stopped = root.resolve("stopped");
        trial(stopped).runStoppedAfter(step, false, start -> new TinyNetwork(MODELS, start));
        trial(stopped).loop(start -> new TinyNetwork(MODELS, start)).run(true);
        RunFiles.assertSameButOlderCheckpoints(stopped, whole);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 6, 51})
    void soTheyAreWithGradientsInPartsAndAnAverageOfTheWeights(long step) throws IOException {
        Path[] runs = {root.resolve("whole"), root.resolve("stopped")};
        for (Path run : runs) {
            Trial trial = new Trial(run);
            trial.epochs = 14;
            trial.accumulate = 5;
            trial.average = new Ema(0.9, true);
            Recipe<Indices> recipe = start -> new TinyNetwork(MODELS, start);
            if (run.equals(runs[0])) {
                trial.loop(recipe).run(false);
            } else {
                trial.runStoppedAfter(step, false, recipe);
                trial.loop(recipe).run(true);
            }
        }
        RunFiles.assertSameButOlderCheckpoints(runs[1], runs[0]);
        assertThat(runs[0].resolve("model").resolve("net.onnx"))
                .as("the average is what is exported")
                .content(StandardCharsets.ISO_8859_1)
                .isNotEqualTo(
                        Files.readString(whole.resolve("model").resolve("net.onnx"), StandardCharsets.ISO_8859_1));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 51})
    void soTheyAreInMixedPrecisionWhoseLossScaleIsInTheCheckpoint(long step) throws IOException {
        Path[] runs = {root.resolve("whole"), root.resolve("stopped")};
        Recipe<Indices> recipe = start -> new TinyNetwork(MODELS, start);
        for (Path run : runs) {
            Trial trial = trial(run);
            trial.precision = Precision.MIXED;
            if (run.equals(runs[0])) {
                trial.loop(recipe).run(false);
                assertThat(trial.warnings)
                        .first()
                        .asString()
                        .startsWith("the gradient is not finite at step 1,")
                        .endsWith("; this step is skipped");
            } else {
                trial.runStoppedAfter(step, false, recipe);
                trial.loop(recipe).run(true);
            }
        }
        RunFiles.assertSameButOlderCheckpoints(runs[1], runs[0]);
        Map<String, Tensor> mixed =
                Safetensors.read(runs[0].resolve("best.safetensors"), "").tensors();
        assertThat(mixed).containsKey("loss-scale");
        assertThat(mixed.get("net.0.weight").type()).isEqualTo(ElementType.FLOAT32);
        Map<String, Tensor> single =
                Safetensors.read(whole.resolve("best.safetensors"), "").tensors();
        assertThat(single).doesNotContainKey("loss-scale");
        assertThat(mixed.get("net.0.weight").toFloatArray())
                .isNotEqualTo(single.get("net.0.weight").toFloatArray());
    }

    @Test
    void aStepWhoseLossIsNoNumberIsSkippedAndTheWeightsStayWhole() {
        Trial trial = new Trial(root.resolve("skipping"));
        trial.nonFinite = new NonFinite(NonFinite.Then.SKIP, 3);
        long[] steps = {0};
        TrainResult result = trial.loop(start -> new TinyNetwork(MODELS, start) {
                    @Override
                    public Map<String, Double> step(Map<String, Tensor> prepared, double learningRate) {
                        Map<String, Tensor> given = new HashMap<>(prepared);
                        if (++steps[0] == 6) {
                            float[] broken = prepared.get("target").toFloatArray();
                            broken[2] = Float.NaN;
                            given.put("target", Tensor.ofFloats(broken, broken.length, 1));
                        }
                        return super.step(given, learningRate);
                    }
                })
                .run(false);
        assertThat(result.end()).isEqualTo(TrainResult.End.COMPLETE);
        assertThat(trial.warnings)
                .containsExactly("'loss' is NaN at step 6, and the first parameter that is no finite number is"
                        + " 'net.0.weight'; this step is skipped");
    }
}
