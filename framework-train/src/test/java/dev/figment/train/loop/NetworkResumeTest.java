package dev.figment.train.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.figment.api.Device;
import dev.figment.api.model.Model;
import dev.figment.core.onnx.OnnxModels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
}
