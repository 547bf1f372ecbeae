package dev.figment.core.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.figment.api.config.ModelRef;
import dev.figment.api.error.FigmentException;
import dev.figment.api.plugin.Contribution;
import dev.figment.core.plugin.Catalog;
import dev.figment.core.plugin.PluginStatus;
import dev.figment.core.wiring.Uses;
import dev.figment.core.zoo.Card;
import dev.figment.core.zoo.Zoo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigLockTest {
    /** Keys of nothing. */
    record Nothing() {}

    private static final Contribution VAE = Contribution.component("vae", "", Object.class, Nothing.class);
    private static final Contribution GAN = Contribution.component("gan", "", String.class, Nothing.class);

    @TempDir
    Path temp;

    private Path config;
    private Path zip;
    private Uses uses;

    @BeforeEach
    void install() throws IOException {
        config = temp.resolve("configs/run.yaml");
        Files.createDirectories(config.getParent());
        zip = Files.writeString(temp.resolve("vae.zip"), "the plugin");
        model("tiny", "1.0.0", "encoder.onnx", "weights");
        uses = new Uses(List.of(VAE), List.of(new ModelRef("zoo:tiny", temp)));
    }

    private Path model(String name, String version, String file, String content) throws IOException {
        Path folder = Files.createDirectories(temp.resolve("zoo/" + name));
        Card.Content now = Card.Content.of(Files.writeString(folder.resolve(file), content));
        Files.writeString(folder.resolve("card.yaml"), """
                name: %s
                version: %s
                task: t
                summary: s
                plugin: { id: vae }
                use: vae
                files:
                  %s: { size: %d, sha256: %s }
                licence: MIT
                data: { name: n, source: s, licence: l, digest: d }
                training: t
                evaluation: { command: c, metrics: {} }
                """.formatted(name, version, file, now.size(), now.sha256()));
        return folder;
    }

    private ConfigLock lock(String version, Path source) {
        List<PluginStatus> plugins = new ArrayList<>(List.of(
                new PluginStatus.Loaded("vae", version, "", Optional.of(source), List.of(VAE), Optional.empty()),
                new PluginStatus.Loaded("gan", "3.0.0", "", Optional.empty(), List.of(GAN), Optional.empty())));
        return new ConfigLock(
                plugins,
                Catalog.of(plugins),
                Zoo.of(List.of(temp.resolve("zoo")), temp.resolve("cache")),
                temp.resolve("cache"));
    }

    private ConfigLock lock() {
        return lock("0.1.0", zip);
    }

    private Path file() {
        return config.resolveSibling("figment.lock");
    }

    private void refuses(ConfigLock lock, String... words) {
        assertThatThrownBy(() -> lock.require(config, uses))
                .hasMessageContainingAll(words)
                .hasMessageContaining("figment zoo lock " + config);
    }

    @Test
    void whatIsLockedAndHereIsFine() {
        assertThat(lock().lock(config, uses)).isEqualTo(file());
        assertThat(file()).content().contains("run.yaml:", "zoo:tiny", "encoder.onnx", "sha256");
        lock().require(config, uses);
    }

    @Test
    void withoutALockAnythingIsFine() {
        lock().require(config, uses);
        assertThat(file()).doesNotExist();
    }

    @Test
    void aLockOfAnotherConfigSaysNothingOfThisOne() throws IOException {
        lock().lock(config.resolveSibling("other.yaml"), uses);
        Files.writeString(zip, "another plugin");
        lock().require(config, uses);
        lock().lock(config, uses);
        assertThat(file()).content().contains("other.yaml", "run.yaml");
    }

    @Test
    void refusesAPluginOfAnotherContent() throws IOException {
        lock().lock(config, uses);
        String before = Files.readString(file()).replaceAll("(?s).*sha256: \"?([0-9a-f]{64}).*", "$1");
        Files.writeString(zip, "The plugin");
        refuses(
                lock(),
                "the plugin 'vae' as version 0.1.0 with SHA-256 " + before
                        + ", and here is version 0.1.0 with SHA-256 ",
                "figment plugins install SOURCE --sha256 " + before);
        lock().lock(config, uses);
        lock().require(config, uses);
    }

    @Test
    void refusesAPluginOfAnotherVersion() {
        lock().lock(config, uses);
        refuses(lock("0.1.1", zip), "'vae' as version 0.1.0 with SHA-256", "and here is version 0.1.1");
    }

    @Test
    void aFolderIsWhatItsFilesAre() throws IOException {
        Path folder = Files.createDirectories(temp.resolve("vae/classes"));
        Files.writeString(folder.resolve("A.class"), "a");
        Files.writeString(temp.resolve("vae/plugin.properties"), "plugin.id=vae");
        lock("0.1.0", temp.resolve("vae")).lock(config, uses);
        lock("0.1.0", temp.resolve("vae")).require(config, uses);
        Files.move(folder.resolve("A.class"), folder.resolve("B.class"));
        refuses(lock("0.1.0", temp.resolve("vae")), "the plugin 'vae'");
    }

    @Test
    void whatComesWithFigmentHasAVersionAlone() {
        Uses builtIn = new Uses(List.of(GAN), List.of());
        lock().lock(config, builtIn);
        assertThat(file()).content().contains("gan:", "3.0.0").doesNotContain("sha256");
        lock().require(config, builtIn);
    }

    @Test
    void refusesAModelOfAnotherVersion() throws IOException {
        lock().lock(config, uses);
        model("tiny@1.1.0", "1.1.0", "encoder.onnx", "weights");
        Files.writeString(
                temp.resolve("zoo/tiny@1.1.0/card.yaml"),
                Files.readString(temp.resolve("zoo/tiny@1.1.0/card.yaml")).replace("name: tiny@1.1.0", "name: tiny"));
        refuses(lock(), "the model 'zoo:tiny' as version 1.0.0, and here is version 1.1.0", "put version 1.0.0 back");
    }

    @Test
    void refusesAModelWithOtherFiles() throws IOException {
        lock().lock(config, uses);
        model("tiny", "1.0.0", "encoder.onnx", "Weights");
        refuses(lock(), "the model 'zoo:tiny' with its file encoder.onnx as SHA-256 ", ", and here is SHA-256 ");
        model("tiny", "1.0.0", "decoder.onnx", "weights");
        refuses(lock(), "file encoder.onnx as SHA-256", "and here is none", "file decoder.onnx as none");
    }

    @Test
    void aGoldenRunChangesNothingOfAModel() throws IOException {
        lock().lock(config, uses);
        Path card = temp.resolve("zoo/tiny/card.yaml");
        Files.writeString(
                card,
                Files.readString(card).replace("files:\n", "files:\n  g: { size: 1, sha256: " + "0".repeat(64) + " }\n")
                        + "golden: { encoder.onnx: { file: g, absolute: 0, relative: 0 } }\n");
        lock().require(config, uses);
    }

    @Test
    void aModelWithoutACardIsWhatItsFilesAre() throws IOException {
        Path folder = Files.createDirectories(temp.resolve("mine"));
        Files.writeString(folder.resolve("encoder.onnx"), "weights");
        uses = new Uses(List.of(VAE), List.of(new ModelRef("mine", temp)));
        lock().lock(config, uses);
        lock().require(config, uses);
        Files.writeString(folder.resolve("tokenizer.json"), "{}");
        refuses(lock(), "the model 'mine' with its file tokenizer.json as none, and here is SHA-256 ");
    }

    @Test
    void refusesWhatTheLockDoesNotHave() {
        lock().lock(config, new Uses(List.of(), List.of()));
        refuses(
                lock(),
                "it does not have the plugin 'vae', which the config uses",
                "it does not have the model 'zoo:tiny', which the config uses");
    }

    @Test
    void whatIsNotUsedAnyMoreDoesNotCount() throws IOException {
        lock().lock(config, new Uses(List.of(VAE, GAN), uses.models()));
        lock().require(config, uses);
        Files.writeString(zip, "another");
        lock().require(config, new Uses(List.of(GAN), List.of()));
    }

    @Test
    void refusesALockThatIsNone() throws IOException {
        for (String bad : List.of(
                "configs: [ ]", "config: {}", "configs: { run.yaml: { plugins: {} } }", "configs: {", "", "- a")) {
            Files.writeString(file(), bad);
            assertThatThrownBy(() -> lock().require(config, uses))
                    .as(bad)
                    .isInstanceOf(FigmentException.class)
                    .hasMessageContaining("figment.lock");
            assertThatThrownBy(() -> lock().lock(config, uses)).as(bad).hasMessageContaining("figment.lock");
            assertThat(file()).hasContent(bad);
        }
    }
}
