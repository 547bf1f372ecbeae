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
        Path model = TinyZoo.write(figment.zoo(), "tiny-digits");
        Files.write(model.resolve("picture.png"), TinyImage.png(4, 51));
        Files.writeString(
                model.resolve("evaluate.yaml"),
                "name: tiny\nsteps: [ read-images: { from: picture.png }, measure-brightness: {} ]\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"zoo", "zoo list"})
    void listsModelsAndWhatIsWrongWithOthers(String command) throws IOException {
        figment.write("root/zoo/wrong/card.yaml", "name: wrong\n");
        Installation.Result result = figment.run(command.split(" "));
        assertThat(result.exit()).as(result.err()).isZero();
        assertThat(result.out().lines())
                .anyMatch(line -> line.matches(
                        "tiny-digits  1\\.0\\.0 +does not run +image-generation  \\d.* k?B  Two numbers for an image"))
                .anyMatch(line -> line.matches("wrong +failed .*card\\.yaml.*'version' is missing.*"));
    }

    @Test
    void listsAsJson() throws IOException {
        figment.write("root/zoo/wrong/card.yaml", "name: wrong\n");
        Installation.Result result = figment.run("zoo", "list", "--json");
        assertThat(result.exit()).as(result.err()).isZero();
        JsonNode models = new JsonMapper().readTree(result.out()).get("models");
        assertThat(models.get(0).get("card").get("version").asString()).isEqualTo("1.0.0");
        assertThat(models.get(1).get("name").asString()).isEqualTo("wrong");
        assertThat(models.get(1).get("problems").get(0).get("code").asString()).isEqualTo("missing-key");
    }

    @Test
    void saysWhyAModelDoesNotRunHereAndWhatToDo() throws IOException {
        Path runs = TinyZoo.write(figment.zoo(), "runs-here");
        Path card = runs.resolve("card.yaml");
        Files.writeString(
                card,
                Files.readString(card)
                        .replace("plugin: { id: vae, versions: \"*\" }", "plugin: { id: example, versions: \">=1.2\" }")
                        .replace("use: vae", "use: example-coder"));
        Installation.Result result = figment.run("zoo", "list");
        assertThat(result.exit()).as(result.err()).isZero();
        assertThat(result.out().lines())
                .anyMatch(line -> line.matches("runs-here    1\\.0\\.0 +runs +image-generation .*"))
                .contains(
                        "tiny-digits 1.0.0 does not run here:",
                        "  it needs the plugin 'vae' in a version *, which is not installed",
                        "    fix: run: figment plugins install SOURCE, with the plugin's zip or its address");
        JsonNode models = new JsonMapper()
                .readTree(figment.run("zoo", "list", "--json").out())
                .get("models");
        assertThat(models.get(0).get("runs").asBoolean()).isTrue();
        assertThat(models.get(0).get("problems").isEmpty()).isTrue();
        assertThat(models.get(1).get("runs").asBoolean()).isFalse();
        assertThat(models.get(1).get("problems").get(0).get("code").asString()).isEqualTo("no-plugin");
        assertThat(figment.run("zoo", "show", "runs-here").out()).containsPattern("runs here +yes");
    }

    @Test
    void saysThatThereAreNone() {
        Installation.Result result = new Installation(folder.resolve("empty")).run("zoo", "list");
        assertThat(result.exit()).isZero();
        assertThat(result.out()).isEqualToIgnoringNewLines("There are no models.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tiny-digits", "tiny-digits@1.0.0", "zoo:tiny-digits"})
    void showsACard(String name) {
        Installation.Result result = figment.run("zoo", "show", name);
        assertThat(result.exit()).as(result.err()).isZero();
        assertThat(result.out())
                .startsWith("tiny-digits 1.0.0: Two numbers for an image")
                .contains(
                        "no: it needs the plugin 'vae' in a version *, which is not installed; run: figment",
                        "Apache-2.0",
                        "https://example.org",
                        "CC0-1.0")
                .contains("{ use: vae, model: \"zoo:tiny-digits\" }", "train.yaml")
                .contains("brightness  0.25000", "figment zoo evaluate tiny-digits", "Knows grey only")
                .containsPattern("encoder.onnx  \\d.* k?B  sha256 [0-9a-f]{64}");
    }

    @Test
    void showsACardAsJson() {
        Installation.Result result = figment.run("zoo", "show", "tiny-digits", "--json");
        assertThat(result.exit()).as(result.err()).isZero();
        JsonNode card = new JsonMapper().readTree(result.out()).get("card");
        assertThat(card.get("files").get("encoder.onnx").get("size").asInt()).isGreaterThan(50);
        assertThat(card.get("evaluation").get("metrics").get("brightness").asDouble())
                .isEqualTo(0.25);
    }

    @Test
    void evaluatesBesideTheCardsNumbers() {
        Installation.Result result = figment.run("zoo", "evaluate", "tiny-digits");
        assertThat(result.exit()).as(result.err()).isZero();
        assertThat(result.out().lines())
                .containsExactly(
                        "tiny-digits 1.0.0",
                        "              measured  card",
                        "  brightness  0.20000   0.25000",
                        "  loss        -         3.0000");
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
