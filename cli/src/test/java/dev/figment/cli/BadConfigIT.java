package dev.figment.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong with a config itself is found before anything is loaded: {@code run} and {@code validate} say the same. */
class BadConfigIT {
    @TempDir
    Path folder;

    private Workbench bench;

    @BeforeEach
    void open() throws IOException {
        bench = new Workbench(folder).withModelAndImages();
    }

    private void config(String components, String... steps) throws IOException {
        bench.file("a.yaml", "name: a", "components: " + components, "steps: [ " + String.join(", ", steps) + " ]");
    }

    @Test
    void runsWhatIsRight() throws IOException {
        bench.withRunConfig();
        assertThat(bench.succeeds("run", bench.path("run.yaml")).out()).contains("grid.png  (24 images");
        assertThat(bench.work.resolve("out/grid.png")).exists();
        assertThat(bench.succeeds("validate", bench.path("run.yaml")).out()).contains("is fine");
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "validate"})
    void unknownKey(String command) throws IOException {
        config("{ tiny: { use: vae, modell: model, model: model } }", "read-images: images", "write-grid: a.png");
        assertThat(bench.refuses(command, "a.yaml"))
                .isEqualTo("error: a.yaml:2:33: unknown key 'modell'; there is: model; did you mean 'model'?\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "validate"})
    void wrongType(String command) throws IOException {
        config("{ }", "read-images: { from: images, size: big }", "write-grid: a.png");
        assertThat(bench.refuses(command, "a.yaml"))
                .isEqualTo("error: a.yaml:3:45: 'size' needs a whole number, not 'big'\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "validate"})
    void unknownComponentType(String command) throws IOException {
        config("{ tiny: { use: vea, model: model } }", "read-images: images", "write-grid: a.png");
        assertThat(bench.refuses(command, "a.yaml"))
                .startsWith("error: a.yaml:2:28: unknown component 'vea'; there is: ")
                .contains("did you mean 'vae'?", "figment plugins list");
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "validate"})
    void unknownComponent(String command) throws IOException {
        config(
                "{ tiny: { use: vae, model: model } }",
                "read-images: images",
                "encode: { with: tony }",
                "write-numbers: a.csv");
        assertThat(bench.refuses(command, "a.yaml"))
                .isEqualTo(
                        "error: a.yaml:3:41: 'with' names the component 'tony', and this config has none of that name;"
                                + " there is: tiny; did you mean 'tiny'? add it under 'components': 'tony: { use: NAME, … }'\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "validate"})
    void stepTypesThatDoNotFit(String command) throws IOException {
        config("{ tiny: { use: vae, model: model } }", "read-images: images", "decode: tiny", "write-grid: a.png");
        assertThat(bench.refuses(command, "a.yaml"))
                .isEqualTo(
                        "error: a.yaml:3:31: 'decode' takes Latents, and 'read-images' gives Images; put a step between"
                                + " them: encode\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "validate"})
    void allProblemsAtOnceInTheirOrder(String command) throws IOException {
        bench.file(
                "a.yaml",
                "nmae: a",
                "device: gpu",
                "components:",
                "  tiny: { use: vae, model: nowhere }",
                "  other: { use: gan }",
                "steps:",
                "  - read-images: { from: images, size: -4 }",
                "  - encode: { with: tinny }",
                "  - write-gird: { to: a.png }");
        assertThat(bench.refuses(command, "a.yaml").lines())
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("error: a.yaml:1:1: unknown key 'nmae'; there is:"),
                        line -> assertThat(line).startsWith("error: a.yaml:1:1: the key 'name' is missing"),
                        line -> assertThat(line).startsWith("error: a.yaml:2:9: 'device': unknown device 'gpu'"),
                        line -> assertThat(line).startsWith("error: a.yaml:4:28: there is no folder nowhere"),
                        line -> assertThat(line).startsWith("error: a.yaml:5:17: unknown component 'gan'"),
                        line -> assertThat(line).startsWith("error: a.yaml:7:40: size is at least 1, not -4"),
                        line -> assertThat(line).startsWith("error: a.yaml:8:15: 'with' names the component 'tinny'"),
                        line -> assertThat(line).startsWith("error: a.yaml:9:5: unknown step 'write-gird'"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "validate", "train", "explain"})
    void missingFile(String command) throws IOException {
        bench.file("digits.yaml", "name: a");
        assertThat(bench.refuses(command, "digit.yaml"))
                .isEqualTo(
                        "error: digit.yaml: there is no such file; there is: digits.yaml; did you mean 'digits.yaml'?\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "validate", "train", "explain"})
    void aFolderAsConfig(String command) {
        assertThat(bench.refuses(command, "images"))
                .isEqualTo(
                        "error: images: this is a folder, not a config file; there is no .yaml file in this folder\n");
    }

    @Test
    void showsWhereInTheProgramOnlyWhenAsked() throws IOException {
        bench.withRunConfig();
        String[] bad = {"run", bench.path("run.yaml"), "--set", "device=tpu"};
        assertThat(bench.figment.run(bad).err()).hasLineCount(1);
        String[] verbose = {"run", bench.path("run.yaml"), "--set", "device=tpu", "--verbose"};
        assertThat(bench.figment.run(verbose).err()).contains("unknown device 'tpu'", "\tat dev.figment.");
        String[] before = {"--verbose", "run", bench.path("run.yaml"), "--set", "device=tpu"};
        assertThat(bench.figment.run(before).err()).contains("unknown device 'tpu'", "\tat dev.figment.");
        assertThat(bench.figment.run(bad).err()).hasLineCount(1);
    }

    @Test
    void aConfigOfTheOtherKind() throws IOException {
        bench.withRunConfig().withTrainConfig();
        assertThat(bench.refuses("run", "train.yaml"))
                .isEqualTo("error: train.yaml:2:1: this config is for 'figment train', as its key 'recipe' shows; run:"
                        + " figment train train.yaml\n");
        assertThat(bench.refuses("train", "run.yaml"))
                .isEqualTo(
                        "error: run.yaml:4:1: this config is for 'figment run', as its key 'steps' shows; run: figment"
                                + " run run.yaml\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "validate", "train", "explain"})
    void noYaml(String command) throws IOException {
        bench.file("a.yaml", "name: a", "steps: [ read-images", "device: cpu");
        assertThat(bench.refuses(command, "a.yaml"))
                .startsWith("error: a.yaml:3:7: not valid YAML: ")
                .contains("check quotes, brackets and indentation");
        bench.file("b.yaml", "");
        assertThat(bench.refuses(command, "b.yaml"))
                .isEqualTo("error: b.yaml: the file is empty; write at least one 'key: value'\n");
        bench.file("c.yaml", new byte[] {(byte) 0xff, 0, 1});
        assertThat(bench.refuses(command, "c.yaml")).startsWith("error: c.yaml:1:1: the file is no text in UTF-8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "validate", "train", "explain"})
    void aCircleOfExtends(String command) throws IOException {
        bench.file("a.yaml", "name: a", "extends: b.yaml").file("b.yaml", "extends: a.yaml");
        assertThat(bench.refuses(command, "a.yaml"))
                .isEqualTo(
                        "error: b.yaml:1:10: configs extend each other in a cycle: a.yaml extends b.yaml extends a.yaml;"
                                + " remove one of these 'extends'\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "validate", "train", "explain"})
    void aMissingParent(String command) throws IOException {
        bench.file("a.yaml", "name: a", "extends: bass.yaml").file("base.yaml", "seed: 1");
        assertThat(bench.refuses(command, "a.yaml"))
                .isEqualTo(
                        "error: a.yaml:2:10: extends bass.yaml: there is no such file; there is: a.yaml, base.yaml; did"
                                + " you mean 'base.yaml'?\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "validate"})
    void aVariableThatIsNotSet(String command) throws IOException {
        config("{ }", "read-images: \"${env:FIGMENT_NO_SUCH}\"", "write-grid: a.png");
        assertThat(bench.refuses(command, "a.yaml"))
                .startsWith("error: a.yaml:3:23: the environment variable FIGMENT_NO_SUCH is not set")
                .contains("${env:FIGMENT_NO_SUCH:-");
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "validate"})
    void badOverrides(String command) throws IOException {
        bench.withRunConfig();
        assertThat(bench.refuses(command, "run.yaml", "--set", "sede=3"))
                .startsWith("error: --set sede=3: unknown key 'sede'; there is: ")
                .contains("did you mean 'seed'?");
        assertThat(bench.refuses(command, "run.yaml", "--set", "seed"))
                .isEqualTo("error: --set seed: an override is KEY=VALUE; write --set a.b.c=value\n");
        assertThat(bench.refuses(command, "run.yaml", "--set", "step.0.read-images.size=3"))
                .startsWith("error: --set step.0.read-images.size=3: there is no 'step' in the config")
                .contains("did you mean 'steps'?");
        assertThat(bench.refuses(command, "run.yaml", "--set", "seed=[1"))
                .startsWith("error: --set seed=[1: not valid YAML");
        assertThat(bench.refuses(command, "run.yaml", "--set", "device=tpu"))
                .isEqualTo("error: --set device=tpu: 'device': unknown device 'tpu': use auto, cpu, cuda or cuda:N\n");
    }
}
