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
import tools.jackson.databind.json.JsonMapper;

class ZooLockCommandTest {
    @TempDir
    Path folder;

    private Installation figment;
    private Path run;
    private Path train;

    @BeforeEach
    void install() throws IOException {
        figment = new Installation(folder).withExamplePlugin("example");
        Files.write(folder.resolve("picture.png"), TinyImage.png(4, 51));
        run = figment.write(
                "run.yaml", "name: tiny\nsteps: [ read-images: { from: picture.png }, measure-brightness: {} ]\n");
        train = figment.write(
                "train.yaml",
                "name: tiny\nrecipe: { use: example-recipe }\ndata: { train: picture.png }\nbatch: 1\nepochs: 1\nto: out\n");
    }

    private void updatePlugin() throws IOException {
        Path properties = figment.plugins().resolve("example/plugin.properties");
        Files.writeString(properties, Files.readString(properties).replace("1.2.3", "1.2.4"));
    }

    @Test
    void locksWhatAConfigUses() throws IOException {
        Installation.Result result = figment.run("zoo", "lock", run.toString());
        assertThat(result.exit()).as(result.err()).isZero();
        assertThat(result.out()).contains("figment.lock  (what " + run + " uses)");
        assertThat(folder.resolve("figment.lock")).content().contains("run.yaml", "example:", "1.2.3", "figment:");
        assertThat(figment.run("run", run.toString()).exit()).isZero();
        Installation.Result json = figment.run("zoo", "lock", train.toString(), "--json");
        assertThat(new JsonMapper().readTree(json.out()).get("lock").asString()).endsWith("figment.lock");
        assertThat(folder.resolve("figment.lock")).content().contains("run.yaml", "train.yaml");
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "evaluate", "validate", "chat"})
    void refusesAnotherPlugin(String command) throws IOException {
        assertThat(figment.run("zoo", "lock", run.toString()).exit()).isZero();
        updatePlugin();
        Installation.Result result = figment.run(command, run.toString());
        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err())
                .contains("locked to the plugin 'example' as version 1.2.3", "and here is version 1.2.4")
                .contains("run: figment zoo lock " + run);
    }

    @ParameterizedTest
    @ValueSource(strings = {"train", "validate"})
    void refusesAnotherPluginForTraining(String command) throws IOException {
        assertThat(figment.run("zoo", "lock", train.toString()).exit()).isZero();
        updatePlugin();
        Installation.Result result = figment.run(command, train.toString());
        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.err()).contains("locked to the plugin 'example' as version 1.2.3");
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    void refusesWhatIsUsedByAnOverrideAlone() throws IOException {
        String out = folder.resolve("grid.png").toString();
        Path plain = figment.write(
                "run.yaml", "name: t\nsteps: [ read-images: { from: picture.png }, write-grid: \"" + out + "\" ]\n");
        assertThat(figment.run("zoo", "lock", plain.toString()).exit()).isZero();
        Installation.Result result = figment.run(
                "run",
                plain.toString(),
                "--set",
                "steps=[ read-images: { from: " + folder.resolve("picture.png") + " }, measure-brightness ]");
        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.err()).contains("it does not have the plugin 'example', which the config uses");
    }

    @Test
    void locksNothingOfAConfigThatIsWrong() throws IOException {
        figment.write("run.yaml", "name: tiny\nsteps: [ read-images: { from: gone.png }, measure-britness: {} ]\n");
        Installation.Result result = figment.run("zoo", "lock", run.toString());
        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.err()).contains("did you mean 'measure-brightness'?");
        assertThat(folder.resolve("figment.lock")).doesNotExist();
    }
}
