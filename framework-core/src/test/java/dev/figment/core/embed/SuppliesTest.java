package dev.figment.core.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.figment.api.Text;
import dev.figment.api.config.DataRef;
import dev.figment.api.config.ModelRef;
import dev.figment.api.data.Dataset;
import dev.figment.api.data.TextFormat;
import dev.figment.api.error.FigmentException;
import dev.figment.core.download.DownloadListener;
import dev.figment.core.plugin.PluginHost;
import dev.figment.core.plugin.PluginStatus;
import dev.figment.core.plugin.TinyPlugin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SuppliesTest {
    @TempDir
    Path folder;

    private Path plugin;
    private Folders folders;

    @BeforeEach
    void write() throws IOException {
        plugin = TinyPlugin.bringing("tiny", "tiny-part").writeTo(folder.resolve("home/plugins"));
        folders = new Folders(Map.of("FIGMENT_HOME", folder.resolve("home").toString())::get, name -> null);
    }

    private static void put(Path file, String content) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    private void dataset(Path of, String name, String content) throws Exception {
        put(of.resolve("data/" + name + "/all.txt"), content);
        String sha256 =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content.getBytes("UTF-8")));
        put(of.resolve("datasets.yaml"), """
                datasets:
                  %s:
                    title: words
                    licence: CC0-1.0
                    homepage: https://example.org
                    splits: { all: { file: { file: %s/all.txt, sha256: %s, bytes: %d } } }
                """.formatted(name, name, sha256, content.length()));
    }

    private void model(Path zoo, String name, String summary) throws IOException {
        put(zoo.resolve(name + "/card.yaml"), """
                name: %s
                version: 1.0.0
                task: nothing
                summary: %s
                plugin: { id: tiny }
                use: tiny-part
                files: { a.onnx: { size: 1, sha256: %s } }
                licence: CC0-1.0
                data: { name: none, source: none, licence: none, digest: none }
                training: none
                evaluation: { config: evaluate.yaml, command: none, metrics: {} }
                """.formatted(name, summary, "0".repeat(64)));
    }

    private Supplies supplies() {
        try (PluginHost host = PluginHost.load(folders.plugins(), folders.cache())) {
            return new Supplies(folders, host.files(), true, DownloadListener.LOG);
        }
    }

    private Dataset<Text> open(String name) {
        return supplies()
                .datasets(List.of())
                .open(new DataRef(name, folder), new TextFormat(TextFormat.Split.FILE, "text", 0, 0));
    }

    @Test
    void aPluginBringsDatasetsWithTheirFiles() throws Exception {
        dataset(plugin, "tiny-words", "one two");
        assertThat(open("data:tiny-words/all").read(new int[] {0}).texts()).containsExactly("one two");
        assertThatExceptionOfType(FigmentException.class)
                .isThrownBy(() -> open("data:tiny-word/all"))
                .withMessageContaining("did you mean 'data:tiny-words/all'?");
    }

    @Test
    void aFileThatIsNotWhatTheListSaysIsRefused() throws Exception {
        dataset(plugin, "tiny-words", "one two");
        put(plugin.resolve("data/tiny-words/all.txt"), "one three");
        assertThatExceptionOfType(FigmentException.class)
                .isThrownBy(() -> open("data:tiny-words/all"))
                .withMessageContaining("this is not the file that 'data:tiny-words/all' names");
    }

    @Test
    void aDatasetOfFigmentKeepsItsName() throws Exception {
        dataset(plugin, "tinyshakespeare", "not his");
        assertThatExceptionOfType(FigmentException.class)
                .isThrownBy(() -> open("data:tinyshakespeare/all"))
                .withMessageContaining("no download is allowed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "datasets: { Words: { title: a, licence: b, homepage: c, splits: {} } }",
                "datasets: { words: { title: a, licence: b, homepage: c, splits: { all: { file: { file: ../x, sha256: y, bytes: 1 } } } } }",
                "datasets: { words: { title: a, licence: b, homepage: c, splits: { all: {} } } }",
                "datasets: { words: { titel: a } }",
                "dataset: {}",
                ""
            })
    void aListOfDatasetsThatIsWrongFailsThatPluginAlone(String list) throws IOException {
        TinyPlugin.bringing("other", "other-part").writeTo(folder.resolve("home/plugins"));
        put(plugin.resolve("datasets.yaml"), list);
        try (PluginHost host = PluginHost.load(folders.plugins(), folders.cache())) {
            assertThat(host.plugins()).hasSize(2);
            assertThat(host.plugins().get(0)).isInstanceOf(PluginStatus.Loaded.class);
            assertThat(host.plugins().get(1))
                    .isInstanceOfSatisfying(
                            PluginStatus.Failed.class,
                            failed -> assertThat(failed.problem().where()).contains("datasets.yaml"));
        }
    }

    @Test
    void aPluginBringsModelsAfterTheUsersOwn() throws IOException {
        model(plugin.resolve("zoo"), "one", "of the plugin");
        model(plugin.resolve("zoo"), "two", "of the plugin");
        model(folder.resolve("home/zoo"), "two", "of the user");
        assertThat(supplies()
                        .models()
                        .zoo()
                        .resolve(new ModelRef("zoo:one", folder))
                        .card()
                        .orElseThrow()
                        .summary())
                .isEqualTo("of the plugin");
        assertThat(supplies()
                        .models()
                        .zoo()
                        .resolve(new ModelRef("zoo:two", folder))
                        .card()
                        .orElseThrow()
                        .summary())
                .isEqualTo("of the user");
    }

    @Test
    void aConfigOfAPluginIsNamedByItsId() throws IOException {
        put(plugin.resolve("configs/run/words.yaml"), "name: words");
        assertThat(supplies().config(Path.of("plugin:tiny/run/words.yaml")))
                .isEqualTo(plugin.resolve("configs/run/words.yaml"));
        assertThat(supplies().config(Path.of("run/words.yaml"))).isEqualTo(Path.of("run/words.yaml"));
    }

    @Test
    void aConfigThatAPluginDoesNotBringIsRefused() throws IOException {
        put(plugin.resolve("configs/run/words.yaml"), "name: words");
        put(plugin.resolve("zoo/x.yaml"), "name: x");
        Supplies supplies = supplies();
        for (String none : List.of("plugin:tiny/run/word.yaml", "plugin:tiny", "plugin:tiny/../zoo/x.yaml")) {
            assertThatThrownBy(() -> supplies.config(Path.of(none)))
                    .as(none)
                    .isInstanceOf(FigmentException.class)
                    .hasMessageContaining("brings no such config; there is: plugin:tiny/run/words.yaml");
        }
        assertThatThrownBy(() -> supplies.config(Path.of("plugin:tinny/run/words.yaml")))
                .isInstanceOf(FigmentException.class)
                .hasMessageContaining("there is no plugin 'tinny'")
                .hasMessageContaining("did you mean 'tiny'?");
    }

    @Test
    void whatAPluginBringsIsListed() throws Exception {
        dataset(plugin, "tiny-words", "one two");
        model(plugin.resolve("zoo"), "one", "of the plugin");
        put(plugin.resolve("configs/run/words.yaml"), "name: words");
        put(plugin.resolve("configs/readme.txt"), "no config");
        try (PluginHost host = PluginHost.load(folders.plugins(), folders.cache())) {
            assertThat(host.files().get("tiny").modelNames()).containsExactly("one");
            assertThat(host.files().get("tiny").configNames()).containsExactly("run/words.yaml");
        }
    }
}
