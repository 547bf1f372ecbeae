package dev.figment.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A model is trained, put into the zoo, trained again from there, and locked. */
class ZooReproduceIT {
    @TempDir
    Path folder;

    private Workbench bench;

    @BeforeEach
    void trainAndAdd() throws IOException {
        bench = new Workbench(folder).withModelAndImages().withTrainConfig();
        bench.succeeds("train", bench.path("train.yaml"));
        bench.file(
                "evaluate.yaml",
                "name: measure",
                "components: { tiny: { use: vae, model: \".\" } }",
                "steps:",
                "  - read-images: { from: \"" + bench.path("images") + "\" }",
                "  - measure-reconstruction: { with: tiny }");
        add();
    }

    private void add(String... options) {
        List<String> arguments = new ArrayList<>(List.of("zoo", "add", bench.path("runs/tiny")));
        arguments.addAll(List.of("--task", "testing", "--summary", "A test", "--licence", "MIT"));
        arguments.addAll(List.of("--data-name", "made", "--data-source", "here", "--data-licence", "CC0-1.0"));
        arguments.addAll(List.of("--evaluation", bench.path("evaluate.yaml")));
        arguments.addAll(List.of(options));
        bench.succeeds(arguments.toArray(String[]::new));
    }

    private String[] reproduce(String... options) {
        List<String> arguments = new ArrayList<>(List.of("zoo", "reproduce", "tiny"));
        arguments.addAll(List.of("--to", bench.path("again")));
        arguments.addAll(List.of("--set", "data.train=" + bench.path("images")));
        arguments.addAll(List.of(options));
        return arguments.toArray(String[]::new);
    }

    @Test
    void theSameConfigAndDataGiveTheSameModel() {
        String out = bench.succeeds(reproduce()).out();
        assertThat(out)
                .contains("tiny 1.0.0, trained again")
                .containsPattern("decoder.onnx: \\d+ tensors, all the same, bit for bit")
                .containsPattern("encoder.onnx: \\d+ tensors, all the same, bit for bit")
                .doesNotContain("differs");
        List<String> mse =
                out.lines().filter(line -> line.strip().startsWith("mse ")).toList();
        assertThat(mse).singleElement().satisfies(line -> {
            String[] words = line.strip().split(" +");
            assertThat(words[1]).isEqualTo(words[2]);
        });
    }

    @Test
    void saysHowFarAnotherConfigLeads() {
        JsonNode report = new JsonMapper()
                .readTree(bench.succeeds(reproduce("--set", "seed=8", "--json")).out());
        assertThat(report.get("differs").get(0).asString()).isEqualTo("seed was not there and is now 8");
        assertThat(report.get("weights")
                        .valueStream()
                        .filter(one -> !one.get("equal").asBoolean()))
                .isNotEmpty()
                .allSatisfy(one -> {
                    assertThat(one.get("largest").asDouble()).isPositive();
                    assertThat(one.get("mean").asDouble())
                            .isBetween(0.0, one.get("largest").asDouble());
                });
        assertThat(report.get("measured").get("mse").asDouble())
                .isNotEqualTo(report.get("card").get("mse").asDouble());
    }

    @Test
    void refusesOtherDataUnlessItIsTold() throws IOException {
        bench.file("images/0.png", TinyImage.png(4, 255));
        assertThat(bench.fails(2, reproduce()))
                .contains("the training data has the digest sha256:", "and that of the model sha256:", "--other-data");
        assertThat(bench.succeeds(reproduce("--other-data")).out()).contains("tensors, ");
    }

    @Test
    void refusesAConfigThatIsNotThere() throws IOException {
        Path entry = folder.resolve("installed/home/zoo/tiny@1.0.0");
        Files.delete(entry.resolve("train.yaml"));
        assertThat(bench.fails(2, reproduce())).contains("its card names the config 'train.yaml', which is not there");
    }

    @Test
    void refusesARunThatIsThere() {
        bench.succeeds(reproduce());
        assertThat(bench.fails(2, reproduce())).contains("a training run is in this folder already");
    }

    @Test
    void refusesAModelThatWasChanged() throws IOException {
        Path encoder = folder.resolve("installed/home/zoo/tiny@1.0.0/encoder.onnx");
        byte[] bytes = Files.readAllBytes(encoder);
        bytes[bytes.length - 1] ^= 1;
        Files.write(encoder, bytes);
        assertThat(bench.fails(2, reproduce())).contains("the file's SHA-256 is");
    }

    @Test
    void aLockedConfigRefusesAnotherModel() throws IOException {
        bench.file(
                "run.yaml",
                "name: morph",
                "components:",
                "  tiny: { use: vae, model: \"zoo:tiny\" }",
                "steps:",
                "  - read-images: { from: images }",
                "  - reconstruct: { with: tiny }",
                "  - write-grid: { to: \"" + bench.path("grid.png") + "\" }");
        bench.succeeds("zoo", "lock", bench.path("run.yaml"));
        bench.succeeds("run", bench.path("run.yaml"));
        Files.delete(bench.work.resolve("grid.png"));
        add("--as", "tiny@1.0.1");
        assertThat(bench.refuses("run", "run.yaml"))
                .contains("locked to the model 'zoo:tiny' as version 1.0.0, and here is version 1.0.1")
                .contains("figment zoo lock ");
        assertThat(bench.refuses("run", "run.yaml", "--set", "components.tiny.model=zoo:tiny@1.0.0"))
                .contains("it does not have the model 'zoo:tiny@1.0.0'");
        bench.succeeds("zoo", "lock", bench.path("run.yaml"));
        bench.succeeds("run", bench.path("run.yaml"));
    }
}
