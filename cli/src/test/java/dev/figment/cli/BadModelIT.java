package dev.figment.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Models that are missing, damaged or of another shape, and devices that are not there. */
class BadModelIT {
    @TempDir
    Path folder;

    private Workbench bench;

    @BeforeEach
    void open() throws IOException {
        bench = new Workbench(folder).withModelAndImages().withRunConfig().withTrainConfig();
    }

    private String refusesModel(String command, String model) {
        return bench.refuses(command, "run.yaml", "--set", "components.tiny.model=" + model);
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "validate"})
    void missingFolder(String command) {
        assertThat(refusesModel(command, bench.path("modle")))
                .startsWith("error: --set components.tiny.model=modle: there is no folder modle");
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "validate"})
    void fileInsteadOfFolder(String command) {
        assertThat(refusesModel(command, bench.path("model/encoder.onnx")))
                .contains("it is a file: name the folder that holds it");
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "validate"})
    void unknownZooModel(String command) throws IOException {
        TinyZoo.write(bench.figment.zoo(), "tiny-vae");
        assertThat(refusesModel(command, "zoo:tiny-vea"))
                .isEqualTo(
                        "error: --set components.tiny.model=zoo:tiny-vea: there is no model 'tiny-vea' in the zoo; there"
                                + " is: tiny-vae; did you mean 'tiny-vae'? 'figment zoo list' shows the models that exist\n");
        assertThat(refusesModel(command, "zoo:tiny-vae@9.0.0"))
                .contains("the model 'tiny-vae' has no version '9.0.0'; there is: 1.0.0");
    }

    @Test
    void missingFile() throws IOException {
        Files.delete(bench.work.resolve("model/decoder.onnx"));
        assertThat(bench.refuses("run", "run.yaml"))
                .startsWith("error: model/decoder.onnx: the model 'model' has no file 'decoder.onnx'; there is:"
                        + " encoder.onnx");
    }

    @Test
    void truncatedFile() throws IOException {
        byte[] whole = TinyModel.encoder(4);
        bench.file("model/encoder.onnx", Arrays.copyOf(whole, whole.length - 40));
        assertThat(bench.refuses("run", "run.yaml"))
                .startsWith("error: model/encoder.onnx: it is truncated, damaged, or no ONNX model: ")
                .contains("get the file again");
    }

    @Test
    void fileThatIsNoOnnx() throws IOException {
        for (byte[] content : List.of("I am a text".getBytes(StandardCharsets.UTF_8), new byte[0])) {
            bench.file("model/encoder.onnx", content);
            assertThat(bench.refuses("run", "run.yaml"))
                    .startsWith("error: model/encoder.onnx: it has no graph, so it is no ONNX model");
        }
    }

    @Test
    void anotherInputShape() throws IOException {
        TinyModel.write(bench.work.resolve("model"), 8);
        assertThat(bench.refuses("run", "run.yaml"))
                .isEqualTo(
                        "error: run.yaml:6:5: the model 'model' takes images of 8×8 pixels with 1 channel, and was given"
                                + " images of 4×4 pixels with 1 channel; give the step that reads them the keys"
                                + " 'size: 8' and 'channels: 1'\n");
    }

    @Test
    void aModelOfAnotherKind() throws IOException {
        bench.file("model/encoder.onnx", TinyModel.decoder(4, Map.of()));
        assertThat(bench.refuses("run", "run.yaml"))
                .startsWith("error: model: encoder.onnx has no FLOAT32 input 'images' of 4 dimensions; it has [latents")
                .contains("figment zoo list");
    }

    @Test
    void zooFileThatIsNotWhatItsCardSays() throws IOException {
        Path model = TinyZoo.write(bench.figment.zoo(), "tiny-vae");
        bench.succeeds("run", bench.path("run.yaml"), "--set", "components.tiny.model=zoo:tiny-vae");
        byte[] bytes = Files.readAllBytes(model.resolve("encoder.onnx"));
        bytes[bytes.length - 3] ^= 1;
        Files.write(model.resolve("encoder.onnx"), bytes);
        Files.setLastModifiedTime(
                model.resolve("encoder.onnx"), java.nio.file.attribute.FileTime.fromMillis(1_700_000_000_000L));
        assertThat(refusesModel("run", "zoo:tiny-vae"))
                .contains("encoder.onnx: the file's SHA-256 is ", ", and the card says ", "get the file again");
        Files.write(model.resolve("encoder.onnx"), Arrays.copyOf(bytes, 10));
        assertThat(refusesModel("run", "zoo:tiny-vae"))
                .contains("encoder.onnx: the file is truncated: 10 bytes, and the card says " + bytes.length);
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "validate"})
    void aCardThatIsWrong(String command) throws IOException {
        Path model = TinyZoo.write(bench.figment.zoo(), "tiny-vae");
        String card = Files.readString(model.resolve("card.yaml"));
        Files.writeString(model.resolve("card.yaml"), card.replace("summary:", "sumary:"));
        assertThat(refusesModel(command, "zoo:tiny-vae"))
                .contains("card.yaml:4:1: unknown key 'sumary'", "did you mean 'summary'?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "validate", "train"})
    void unknownDevice(String command) {
        String config = command.equals("train") ? "train.yaml" : "run.yaml";
        assertThat(bench.refuses(command, config, "--set", "device=gpu"))
                .isEqualTo("error: --set device=gpu: 'device': unknown device 'gpu': use auto, cpu, cuda or cuda:N\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "train"})
    void cudaThatIsNotThere(String command) {
        org.assertj.core.api.Assumptions.assumeThat(dev.figment.core.onnx.OnnxEnvironment.providers())
                .as("this build has CUDA")
                .doesNotContain("CUDA");
        assertThat(bench.refuses(command, command + ".yaml", "--set", "device=cuda"))
                .contains(
                        "device 'cuda' needs CUDA, and this build of Figment has none",
                        "build it with 'mvn -Pcuda package', or use 'device: cpu'");
    }
}
