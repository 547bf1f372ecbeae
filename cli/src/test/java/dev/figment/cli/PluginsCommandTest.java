package dev.figment.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.figment.core.plugin.PluginHost;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class PluginsCommandTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"plugins", "plugins list"})
    void listsWhatEachBringsAndWhatFailed(String command) throws IOException {
        Installation.Result result = new Installation(folder)
                .withExamplePlugin("example")
                .withBadPlugin("broken")
                .run(command.split(" "));
        assertThat(result.exit()).isZero();
        assertThat(result.out().lines())
                .anyMatch(line -> line.matches("figment \\S+  built in"))
                .anyMatch(line -> line.matches(" +step +write-grid +\\S.*"))
                .anyMatch(line -> line.matches("example 1\\.2\\.3  loaded  .*example"))
                .anyMatch(line -> line.matches(" +component +example-coder +A coder for examples"))
                .anyMatch(line -> line.matches(" +recipe +example-recipe +Trains nothing"))
                .anyMatch(line -> line.matches("broken  failed  .*broken"));
        assertThat(result.out()).contains("it has no plugin.properties; add one with plugin.id");
    }

    @ParameterizedTest
    @ValueSource(strings = {"plugins --json", "plugins list --json", "plugins --json list"})
    void listsAsJson(String command) throws IOException {
        Installation.Result result = new Installation(folder)
                .withExamplePlugin("example")
                .withBadPlugin("broken")
                .run(command.split(" "));
        assertThat(result.exit()).as(result.err()).isZero();
        JsonNode plugins = new JsonMapper().readTree(result.out()).get("plugins");
        assertThat(plugins.size()).isEqualTo(3);
        assertThat(plugins.get(0).get("id").asString()).isEqualTo("figment");
        JsonNode broken = plugins.get(1);
        assertThat(broken.get("state").asString()).isEqualTo("failed");
        assertThat(broken.get("problem").get("code").asString()).isEqualTo("not-a-plugin");
        JsonNode example = plugins.get(2);
        assertThat(example.get("state").asString()).isEqualTo("loaded");
        assertThat(example.get("version").asString()).isEqualTo("1.2.3");
        assertThat(example.get("contributions").get(0).get("name").asString()).isEqualTo("example-coder");
    }

    @Test
    void listsFilesThatAPluginBringsAndReadsItsConfigs() throws IOException {
        Installation installation = new Installation(folder).withExamplePlugin("example");
        TinyZoo.write(installation.plugins().resolve("example/zoo"), "tiny-digits");
        installation.write("dist/plugins/example/configs/run/latents.yaml", """
                name: latents
                steps:
                  - read-images: { from: images }
                """);
        installation.write("dist/plugins/example/datasets.yaml", """
                datasets:
                  dots: { title: Dots, licence: CC0-1.0, homepage: "https://example.org", splits: {} }
                """);
        assertThat(installation.run("plugins").out().lines())
                .anyMatch(line -> line.matches(" +model +tiny-digits +zoo:tiny-digits"))
                .anyMatch(line -> line.matches(" +dataset +dots +Dots"))
                .anyMatch(line -> line.matches(" +config +run/latents.yaml +plugin:example/run/latents.yaml"));
        JsonNode example = new JsonMapper()
                .readTree(installation.run("plugins", "--json").out())
                .get("plugins")
                .get(1);
        assertThat(example.get("models").toString()).isEqualTo("[\"tiny-digits\"]");
        assertThat(example.get("datasets").toString()).isEqualTo("[\"dots\"]");
        assertThat(example.get("configs").toString()).isEqualTo("[\"run/latents.yaml\"]");
        assertThat(installation.run("zoo", "show", "tiny-digits").exit()).isZero();
        // Its paths are relative to where it lies.
        assertThat(installation
                        .run("validate", "plugin:example/run/latents.yaml")
                        .err())
                .contains("dist/plugins/example/configs/run/latents.yaml:3:26")
                .contains("dist/plugins/example/configs/run/images");
    }

    @Test
    void doctorPrintsPackagesAndFoldersWhereAllIsWell() throws IOException {
        Installation.Result result =
                new Installation(folder).withExamplePlugin("example").run("plugins", "doctor");
        assertThat(result.exit()).isZero();
        assertThat(result.out())
                .contains(PluginHost.sharedPackages())
                .containsPattern("dist/plugins +plugins: 1")
                .containsPattern("home/plugins +is not there")
                .contains("Problems: none");
    }

    @Test
    void doctorNamesCauseAndFixOfAFailure() throws IOException {
        Installation.Result result = new Installation(folder)
                .withExamplePlugin("example")
                .withBadPlugin("broken")
                .run("plugins", "doctor");
        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.out()).contains("it has no plugin.properties", "fix: add one with plugin.id");
    }

    @Test
    void doctorNamesWhatTwoPluginsClaim() throws IOException {
        Installation.Result result = new Installation(folder)
                .withExamplePlugin("one")
                .withExamplePlugin("two")
                .run("plugins", "doctor", "--json");
        assertThat(result.exit()).isEqualTo(2);
        JsonNode report = new JsonMapper().readTree(result.out());
        assertThat(report.get("shared-packages").toString()).contains("ai.onnxruntime");
        assertThat(report.get("folders").size()).isEqualTo(2);
        assertThat(report.get("problems").toString())
                .contains("example-coder", "the plugin 'one' 1.2.3 and by the plugin 'two' 1.2.3");
    }
}
