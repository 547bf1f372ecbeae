package dev.figment.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SchemaCommandTest {
    @TempDir
    Path folder;

    @Test
    void knowsWhatPluginsBringToBothKindsOfConfig() throws IOException {
        Installation.Result result =
                new Installation(folder).withExamplePlugin("example").run("schema");
        assertThat(result.exit()).as(result.err()).isZero();
        JsonNode schema = new JsonMapper().readTree(result.out());
        assertThat(schema.get("$schema").asString()).contains("2020-12");
        assertThat(schema.get("anyOf").size()).isEqualTo(2);
        assertThat(result.out())
                .contains("component.example-coder", "recipe.example-recipe", "write-grid", "Numbers of a latent");
    }

    @Test
    void leavesOutWhatIsNotInstalled() {
        Installation.Result result = new Installation(folder).run("schema");
        assertThat(result.out()).contains("write-grid").doesNotContain("example-coder");
    }

    @Test
    void knowsCardsAsWell() {
        Installation.Result result = new Installation(folder).run("schema", "--card");
        assertThat(result.exit()).as(result.err()).isZero();
        JsonNode schema = new JsonMapper().readTree(result.out());
        assertThat(schema.get("title").asString()).isEqualTo("Figment card");
        assertThat(schema.get("required").toString()).contains("licence").doesNotContain("limits", "golden");
        assertThat(schema.get("additionalProperties").asBoolean()).isTrue();
    }

    @Test
    void knowsIndexesOfRegistriesAsWell() {
        Installation.Result result = new Installation(folder).run("schema", "--index");
        assertThat(result.exit()).as(result.err()).isZero();
        JsonNode schema = new JsonMapper().readTree(result.out());
        assertThat(schema.get("required").toString()).contains("format", "models");
        assertThat(schema.toString()).contains("SHA-256 of its card.yaml");
        assertThat(new Installation(folder).run("schema", "--index", "--card").exit())
                .isEqualTo(2);
    }

    @Test
    void writesAFile() throws IOException {
        Installation figment = new Installation(folder);
        Path file = folder.resolve("made/figment.schema.json");
        Installation.Result result = figment.run("schema", "--to", file.toString());
        assertThat(result.exit()).as(result.err()).isZero();
        assertThat(result.out()).contains("figment.schema.json");
        assertThat(file).hasContent(figment.run("schema").out());
    }

    @Test
    void refusesToReplaceAFolder() throws IOException {
        Path target = Files.createDirectories(folder.resolve("there"));
        Installation.Result result = new Installation(folder).run("schema", "--to", target.toString());
        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.err()).contains("it is a folder");
        assertThat(target).isEmptyDirectory();
    }
}
