package dev.figment.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code figment zoo search}, {@code pull}, {@code remove} and {@code path}. */
class ZooRegistryCommandTest {
    @TempDir
    Path folder;

    private TinyRegistry registry;
    private Installation figment;

    @BeforeEach
    void start() throws IOException {
        registry =
                new TinyRegistry(folder.resolve("registry")).with("tiny-digits").with("tiny-faces");
        figment = new Installation(folder.resolve("figment"));
        figment.write("home/config.yaml", registry.config());
        TinyZoo.write(figment.zoo(), "own-digits");
    }

    @AfterEach
    void stop() {
        registry.close();
    }

    private String succeeds(String... arguments) {
        Installation.Result result = figment.run(arguments);
        assertThat(result.exit()).as(result.err()).isZero();
        return result.out();
    }

    private JsonNode json(String... arguments) {
        return new JsonMapper().readTree(succeeds(arguments));
    }

    private void refuses(String words, String... arguments) {
        Installation.Result result = figment.run(arguments);
        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.err()).contains(words);
        assertThat(result.out()).isEmpty();
    }

    private Path pulled(String name) {
        return folder.resolve("figment/home/models").resolve(name).resolve("1.0.0");
    }

    @Test
    void findsModelsHereAndInRegistries() {
        assertThat(succeeds("zoo", "search", "digits").lines())
                .satisfiesExactly(
                        line -> assertThat(line).matches("own-digits +1\\.0\\.0 +image-generation .* here +Two .*"),
                        line -> assertThat(line).matches("tiny-digits +1\\.0\\.0 +image-generation .* lab +Two .*"));
        assertThat(succeeds("zoo", "search", "digits", "audio"))
                .isEqualToIgnoringNewLines("No model has all of these words.");
        JsonNode models = json("zoo", "search", "--json").get("models");
        assertThat(models.size()).isEqualTo(3);
        assertThat(models.get(0).has("registry")).isFalse();
        assertThat(models.get(1).get("registry").asString()).isEqualTo("lab");
        assertThat(models.get(1).has("folder")).isFalse();
    }

    @Test
    void pullsShowsAndRemovesModels() {
        Installation.Result result = figment.run("zoo", "pull", "tiny-digits", "zoo:tiny-faces@1.0.0");
        assertThat(result.exit()).as(result.err()).isZero();
        assertThat(result.out())
                .isEqualTo("tiny-digits 1.0.0  %s%ntiny-faces 1.0.0  %s%n"
                        .formatted(pulled("tiny-digits"), pulled("tiny-faces")));
        assertThat(result.err())
                .contains("downloading tiny-digits/encoder.onnx from " + registry.address("/tiny-digits/encoder.onnx"))
                .contains("downloaded tiny-digits/encoder.onnx, ");
        assertThat(succeeds("zoo", "path", "tiny-digits").strip())
                .isEqualTo(pulled("tiny-digits").toString());
        assertThat(succeeds("zoo", "show", "tiny-digits")).startsWith("tiny-digits 1.0.0: Two numbers");
        assertThat(succeeds("zoo", "search", "faces")).contains(" here ");
        assertThat(succeeds("zoo", "remove", "tiny-digits")).contains("tiny-digits 1.0.0  removed");
        assertThat(pulled("tiny-digits").getParent()).doesNotExist();
        refuses("'figment zoo pull tiny-digits' gets it", "zoo", "path", "tiny-digits");
    }

    @Test
    void printsJson() {
        JsonNode pulled =
                json("zoo", "pull", "tiny-digits", "--json").get("pulled").get(0);
        assertThat(pulled.get("version").asString()).isEqualTo("1.0.0");
        assertThat(pulled.get("registry").asString()).isEqualTo("lab");
        assertThat(pulled.get("folder").asString())
                .isEqualTo(pulled("tiny-digits").toString());
        assertThat(json("zoo", "path", "tiny-digits@1.0.0", "--json")
                        .get("folder")
                        .asString())
                .isEqualTo(pulled("tiny-digits").toString());
        assertThat(json("zoo", "remove", "tiny-digits@1.0.0", "--json")
                        .get("removed")
                        .get(0)
                        .get("name")
                        .asString())
                .isEqualTo("tiny-digits");
    }

    @Test
    void pullsNothingWhereOneIsNowhere() {
        refuses("no registry has a model 'tiny-digit'", "zoo", "pull", "tiny-faces", "tiny-digit");
        refuses("no registry has version '2.0.0' of 'tiny-faces'", "zoo", "pull", "tiny-faces@2.0.0");
        assertThat(folder.resolve("figment/home/models")).doesNotExist();
    }

    @Test
    void saysWhichModelsWereNotPulled() {
        refuses("it lies in " + figment.zoo().resolve("own-digits"), "zoo", "remove", "own-digits");
        refuses("this model was not pulled", "zoo", "remove", "nothing");
    }

    @Test
    void needsARegistry() throws IOException {
        Files.delete(folder.resolve("figment/home/config.yaml"));
        refuses("there is no registry to pull models from", "zoo", "pull", "tiny-digits");
        assertThat(succeeds("zoo", "search", "digits")).contains("own-digits");
    }

    @Test
    void reportsAConfigThatIsWrong() throws IOException {
        figment.write("home/config.yaml", "registries: [ { name: lab, idnex: x } ]\n");
        refuses("config.yaml:1:28: unknown key 'idnex'", "zoo", "pull", "tiny-digits");
        assertThat(succeeds("zoo", "list")).contains("own-digits");
    }

    @Test
    void asksNobodyOffline() {
        refuses("(offline)", "zoo", "pull", "tiny-digits", "--offline");
        figment.variable("FIGMENT_OFFLINE", "1");
        refuses("(offline)", "zoo", "pull", "tiny-digits");
        refuses("(offline)", "zoo", "search", "digits");
        assertThat(registry.requests()).isEmpty();
        figment.variable("FIGMENT_OFFLINE", "0");
        succeeds("zoo", "search");
        figment.variable("FIGMENT_OFFLINE", "1");
        assertThat(succeeds("zoo", "search", "digits")).contains("own-digits", "tiny-digits");
        refuses("figment zoo pull tiny-digits@1.0.0", "zoo", "pull", "tiny-digits");
        assertThat(registry.requests()).containsExactly("/index.yaml");
    }
}
