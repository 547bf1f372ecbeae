package dev.figment.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.figment.core.onnx.OnnxEnvironment;
import dev.figment.core.plugin.FigmentVersion;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DoctorCommandTest {
    @TempDir
    Path folder;

    private Installation figment;

    @BeforeEach
    void install() throws IOException {
        figment = new Installation(folder).withExamplePlugin("example");
    }

    @Test
    void findsThatThisMachineWorks() {
        Installation.Result result = figment.run("doctor");
        assertThat(result.exit()).as(result.out()).isZero();
        assertThat(result.out())
                .containsPattern("ok +figment +" + FigmentVersion.current())
                .containsPattern("ok +java +" + System.getProperty("java.version"))
                .containsPattern("ok +onnx runtime +" + OnnxEnvironment.version() + ", .*CPU.*threads")
                .containsPattern("(ok|warn) +cuda +\\S")
                .containsPattern("ok +telemetry +off")
                .containsPattern("ok +plugins +example")
                .containsPattern("ok +models +there are none")
                .containsPattern("ok +home +.*home")
                .containsPattern("ok +terminal +\\S");
    }

    @Test
    void warnsOfPluginsAndModelsThatDoNotWork() throws IOException {
        figment.withBadPlugin("broken");
        TinyZoo.write(figment.zoo(), "tiny");
        figment.write("root/zoo/wrong/card.yaml", "name: wrong\n");
        Installation.Result result = figment.run("doctor");
        assertThat(result.exit()).as(result.out()).isZero();
        assertThat(result.out())
                .containsPattern("warn +plugins +.*it has no plugin.properties")
                .contains("fix: add one with plugin.id")
                .containsPattern("ok +models +tiny")
                .containsPattern("warn +models +.*the key 'version' is missing")
                .containsPattern("warn +models +.*tiny: it needs the plugin 'vae' in a version \\*");
    }

    @Test
    void failsWhereNothingCanBeKept() throws IOException {
        figment.variable("FIGMENT_HOME", figment.write("file", "").toString());
        Installation.Result result = figment.run("doctor", "--json");
        assertThat(result.exit()).isEqualTo(1);
        JsonNode report = new JsonMapper().readTree(result.out());
        assertThat(report.get("works").asBoolean()).isFalse();
        JsonNode home = null;
        for (JsonNode finding : report.get("findings")) {
            if (finding.get("name").asString().equals("home")) {
                home = finding;
            }
        }
        assertThat(home).isNotNull();
        assertThat(home.get("level").asString()).isEqualTo("fail");
        assertThat(home.get("text").asString()).contains("is not a folder");
        assertThat(home.get("fix").asString()).contains("FIGMENT_HOME");
    }

    @Test
    void saysAsJsonThatAllWorks() {
        JsonNode report =
                new JsonMapper().readTree(figment.run("doctor", "--json").out());
        assertThat(report.get("works").asBoolean()).isTrue();
        assertThat(report.get("findings").size()).isGreaterThan(8);
    }
}
