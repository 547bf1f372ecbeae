package dev.figment.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ZooCommandTest {
    @TempDir
    Path folder;

    private Installation figment;

    @BeforeEach
    void install() throws IOException {
        figment = new Installation(folder).withExamplePlugin("example");
        TinyCard.write(figment.zoo().resolve("tiny-digits"), "tiny-digits");
    }

    @ParameterizedTest
    @ValueSource(strings = {"zoo", "zoo list"})
    void listsModelsAndWhatIsWrongWithOthers(String command) throws IOException {
        figment.write("root/zoo/wrong/card.yaml", "name: wrong\n");
        Installation.Result result = figment.run(command.split(" "));
        assertThat(result.exit()).as(result.err()).isZero();
        assertThat(result.out().lines())
                .anyMatch(line -> line.matches("tiny-digits  1\\.2\\.0 +image-generation  5 B  Digits from 16 numbers"))
                .anyMatch(line -> line.matches("wrong +failed .*card\\.yaml.*'version' is missing.*"));
    }

    @Test
    void listsAsJson() throws IOException {
        figment.write("root/zoo/wrong/card.yaml", "name: wrong\n");
        Installation.Result result = figment.run("zoo", "list", "--json");
        assertThat(result.exit()).as(result.err()).isZero();
        JsonNode models = new JsonMapper().readTree(result.out()).get("models");
        assertThat(models.get(0).get("card").get("version").asString()).isEqualTo("1.2.0");
        assertThat(models.get(1).get("name").asString()).isEqualTo("wrong");
        assertThat(models.get(1).get("problems").get(0).get("code").asString()).isEqualTo("missing-key");
    }

    @Test
    void saysThatThereAreNone() {
        Installation.Result result = new Installation(folder.resolve("empty")).run("zoo", "list");
        assertThat(result.exit()).isZero();
        assertThat(result.out()).isEqualToIgnoringNewLines("There are no models.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tiny-digits", "tiny-digits@1.2.0", "zoo:tiny-digits"})
    void showsACard(String name) {
        Installation.Result result = figment.run("zoo", "show", name);
        assertThat(result.exit()).as(result.err()).isZero();
        assertThat(result.out())
                .startsWith("tiny-digits 1.2.0: Digits from 16 numbers")
                .contains("vae >=0.1  (which is not installed)", "Apache-2.0", "MNIST (CC-BY-SA-3.0)")
                .contains("{ use: vae, model: \"zoo:tiny-digits\" }", "configs/train/tiny.yaml")
                .contains("brightness  0.25000", "figment zoo evaluate tiny-digits", "Knows digits only")
                .containsPattern("encoder.onnx  5 B  sha256 [0-9a-f]{64}");
    }

    @Test
    void showsACardAsJson() {
        Installation.Result result = figment.run("zoo", "show", "tiny-digits", "--json");
        assertThat(result.exit()).as(result.err()).isZero();
        JsonNode card = new JsonMapper().readTree(result.out()).get("card");
        assertThat(card.get("files").get("encoder.onnx").get("size").asInt()).isEqualTo(5);
        assertThat(card.get("evaluation").get("metrics").get("brightness").asDouble())
                .isEqualTo(0.25);
    }

    @Test
    void evaluatesBesideTheCardsNumbers() {
        Installation.Result result = figment.run("zoo", "evaluate", "tiny-digits");
        assertThat(result.exit()).as(result.err()).isZero();
        assertThat(result.out().lines())
                .containsExactly(
                        "tiny-digits 1.2.0",
                        "                  measured  card",
                        "  brightness      0.20000   0.25000",
                        "  never measured  -         3.0000");
    }

    @Test
    void evaluatesAsJson() {
        Installation.Result result = figment.run("zoo", "evaluate", "tiny-digits", "--json");
        assertThat(result.exit()).as(result.err()).isZero();
        JsonNode report = new JsonMapper().readTree(result.out());
        assertThat(report.get("measured").get("brightness").asDouble()).isBetween(0.19, 0.21);
        assertThat(report.get("card").get("brightness").asDouble()).isEqualTo(0.25);
    }

    @Test
    void saysWhatTheEvaluationLacks() throws IOException {
        Files.delete(figment.zoo().resolve("tiny-digits/picture.png"));
        Installation.Result result = figment.run("zoo", "evaluate", "tiny-digits");
        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).contains("picture.png");
    }

    @ParameterizedTest
    @ValueSource(strings = {"show", "evaluate"})
    void suggestsTheNearestName(String command) {
        Installation.Result result = figment.run("zoo", command, "tiny-digts");
        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).contains("there is no model 'tiny-digts'", "did you mean 'tiny-digits'?");
    }
}
