package dev.figment.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.figment.api.Tensor;
import dev.figment.core.zoo.golden.GoldenRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ZooVerifyCommandTest {
    private static final Map<String, Tensor> LATENTS =
            Map.of("latents", Tensor.ofFloats(new float[] {0.25f, 0.5f}, 1, 2));

    @TempDir
    Path folder;

    private Installation figment;
    private Path model;

    @BeforeEach
    void install() throws IOException {
        figment = new Installation(folder);
        model = TinyZoo.write(figment.zoo(), "tiny-digits");
    }

    /** What the model gives for {@link #LATENTS}, with the first pixel moved by this much. */
    private void golden(float by) throws IOException {
        float[] pixels = new float[16];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = i % 2 == 0 ? 0.25f : 0.5f;
        }
        pixels[0] += by;
        Path file = model.resolve("decoder.safetensors");
        GoldenFile.write(new GoldenRun(LATENTS, Map.of("images", Tensor.ofFloats(pixels, 1, 1, 4, 4))), file);
        TinyZoo.addGolden(model, "decoder.onnx", file);
    }

    @Test
    void filesAreAsTheCardSays() {
        Installation.Result result = figment.run("zoo", "verify");
        assertThat(result.exit()).as(result.err()).isZero();
        assertThat(result.out())
                .isEqualToIgnoringNewLines("tiny-digits 1.0.0: its files are as its card says; it has no golden run");
    }

    @Test
    void computesWhatItComputedWhereItWasMade() throws IOException {
        golden(0);
        Installation.Result result = figment.run("zoo", "verify", "tiny-digits", "--device", "cpu");
        assertThat(result.exit()).as(result.err()).isZero();
        assertThat(result.out().lines())
                .containsExactly(
                        "tiny-digits 1.0.0: as its card says", "  decoder.onnx  images  largest difference  0.00000");
    }

    @Test
    void saysWhichOutputDiffersAndHowFar() throws IOException {
        golden(0.5f);
        Installation.Result result = figment.run("zoo", "verify");
        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.out())
                .startsWith("tiny-digits 1.0.0: its files are as its card says, and it computes something else here")
                .contains("decoder.onnx  images  largest difference  0.50000, more than 0.1 and 0.0 of the value:")
                .contains("it was 0.75 and is 0.25 at [0, 0, 0, 0]");
    }

    @Test
    void aDifferenceWithinTheToleranceIsFine() throws IOException {
        golden(0.0625f);
        Installation.Result result = figment.run("zoo", "verify", "--json");
        assertThat(result.exit()).as(result.out()).isZero();
        JsonNode output = new JsonMapper()
                .readTree(result.out())
                .get("models")
                .get(0)
                .get("outputs")
                .get(0);
        assertThat(output.get("largest").asDouble()).isEqualTo(0.0625);
        assertThat(output.get("within").asBoolean()).isTrue();
        assertThat(output.get("absolute").asDouble()).isEqualTo(0.1);
    }

    @Test
    void findsAChangedFileThatWasFoundGoodBefore() throws IOException {
        golden(0);
        assertThat(figment.run("zoo", "verify").exit()).isZero();
        byte[] bytes = Files.readAllBytes(model.resolve("encoder.onnx"));
        var time = Files.getLastModifiedTime(model.resolve("encoder.onnx"));
        bytes[bytes.length / 2] ^= 1;
        Files.write(model.resolve("encoder.onnx"), bytes);
        Files.setLastModifiedTime(model.resolve("encoder.onnx"), time);
        Installation.Result result = figment.run("zoo", "verify");
        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.out()).contains("tiny-digits 1.0.0: wrong", "encoder.onnx: the file's SHA-256 is ", "fix: ");
    }

    @Test
    void reportsEachModelThatIsWrong() throws IOException {
        figment.write("root/zoo/wrong/card.yaml", "name: wrong\n");
        Files.delete(model.resolve("decoder.onnx"));
        Installation.Result result = figment.run("zoo", "verify", "--json");
        assertThat(result.exit()).isEqualTo(2);
        JsonNode models = new JsonMapper().readTree(result.out()).get("models");
        assertThat(models.get(0).get("problems").get(0).get("code").asString()).isEqualTo("no-model-file");
        assertThat(models.get(1).get("problems").get(0).get("code").asString()).isEqualTo("missing-key");
    }

    @Test
    void refusesAGoldenRunThatIsNone() throws IOException {
        Path file = Files.writeString(model.resolve("decoder.safetensors"), "golden!");
        TinyZoo.addGolden(model, "decoder.onnx", file);
        Installation.Result result = figment.run("zoo", "verify");
        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.out()).contains("decoder.safetensors: this is no whole safetensors file");
    }

    @Test
    void refusesAGoldenRunWithoutOutputs() throws IOException {
        Path file = model.resolve("decoder.safetensors");
        GoldenFile.write(new GoldenRun(LATENTS, Map.of()), file);
        TinyZoo.addGolden(model, "decoder.onnx", file);
        Installation.Result result = figment.run("zoo", "verify");
        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.out()).contains("it has no output to compare with");
    }

    @Test
    void refusesAGoldenRunOfAnotherModel() throws IOException {
        Path file = model.resolve("decoder.safetensors");
        Tensor tensor = Tensor.ofFloats(new float[] {1}, 1, 1);
        GoldenFile.write(new GoldenRun(Map.of("images", tensor), Map.of("images", tensor)), file);
        TinyZoo.addGolden(model, "decoder.onnx", file);
        Installation.Result result = figment.run("zoo", "verify");
        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.out()).contains("the model has no input 'images'");
    }

    @Test
    void refusesAnUnknownNameBeforeAnythingIsVerified() {
        Installation.Result result = figment.run("zoo", "verify", "tiny-digits", "tiny-digts");
        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).contains("there is no model 'tiny-digts'", "did you mean 'tiny-digits'?");
    }

    @Test
    void refusesAnUnknownDevice() {
        Installation.Result result = figment.run("zoo", "verify", "--device", "tpu");
        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.err()).contains("--device", "unknown device 'tpu': use auto, cpu, cuda or cuda:N");
    }
}
