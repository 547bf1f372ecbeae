package dev.figment.core.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.figment.api.config.ModelRef;
import dev.figment.api.error.FigmentException;
import dev.figment.core.download.DownloadSettings;
import dev.figment.core.download.Downloads;
import dev.figment.core.download.HostileServer;
import dev.figment.core.zoo.registry.IndexEntry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelPullTest {
    private static final int SIZE = 30_000;

    @TempDir
    Path home;

    private TinyRegistry registry;
    private ModelStore store;

    @BeforeEach
    void start() throws IOException {
        registry = new TinyRegistry()
                .with("tiny-vae", "1.2.0", SIZE, "encoder.onnx", "parts/a b.onnx")
                .with("tiny-vae", "1.10.0", SIZE, "encoder.onnx")
                .with("tiny-vae", "1.9.0", SIZE, "encoder.onnx");
        store = new ModelStore(home.resolve("models"));
    }

    @AfterEach
    void stop() throws IOException {
        registry.close();
    }

    private Zoo zoo(DownloadSettings settings) {
        return Zoo.of(List.of(home.resolve("zoo")), home.resolve("cache"), store, registry.models(home, settings));
    }

    private static ModelRef ref(String text) {
        return new ModelRef(text, Path.of(""));
    }

    private void fails(String reference, String... words) throws IOException {
        assertThatExceptionOfType(FigmentException.class)
                .isThrownBy(() -> zoo(Downloads.quick()).locate(ref(reference), "encoder.onnx"))
                .satisfies(e -> assertThat(e.getMessage()).contains(words));
        assertThat(store.names()).isEmpty();
    }

    private List<String> content() throws IOException {
        try (Stream<Path> all = Files.walk(home.resolve("models"))) {
            return all.filter(Files::isRegularFile)
                    .map(path -> home.resolve("models").relativize(path).toString())
                    .sorted()
                    .toList();
        }
    }

    @Test
    void bringsAModelWhenItIsNeeded() throws IOException {
        Zoo zoo = zoo(Downloads.quick());
        zoo.require(ref("zoo:tiny-vae@1.2.0"));
        assertThat(registry.server.asked()).containsExactly("/index.yaml");
        assertThatExceptionOfType(FigmentException.class)
                .isThrownBy(() -> zoo.resolve(ref("zoo:tiny-vae@1.2.0")))
                .withMessageContaining("the model 'tiny-vae@1.2.0' is not here")
                .withMessageContaining("figment zoo pull tiny-vae@1.2.0");
        Path file = zoo.locate(ref("zoo:tiny-vae@1.2.0"), "parts/a b.onnx");
        assertThat(file).hasBinaryContent(TinyRegistry.content("tiny-vae", "1.2.0", "parts/a b.onnx", SIZE));
        assertThat(content())
                .containsExactly(
                        "tiny-vae/1.2.0/card.yaml", "tiny-vae/1.2.0/encoder.onnx", "tiny-vae/1.2.0/parts/a b.onnx");
        assertThat(zoo.resolve(ref("zoo:tiny-vae")).card().orElseThrow().version())
                .isEqualTo("1.2.0");
        int before = registry.server.requests().size();
        zoo(Downloads.quick()).locate(ref("zoo:tiny-vae"), "encoder.onnx");
        assertThat(registry.server.requests()).hasSize(before);
    }

    @Test
    void takesTheNewestVersionAndKeepsSeveral() throws IOException {
        Zoo zoo = zoo(Downloads.quick());
        zoo.locate(ref("zoo:tiny-vae"), "encoder.onnx");
        zoo.locate(ref("zoo:tiny-vae@1.9.0"), "encoder.onnx");
        assertThat(store.versions("tiny-vae")).containsExactly("1.10.0", "1.9.0");
        assertThat(zoo.locate(ref("zoo:tiny-vae"), "encoder.onnx"))
                .hasBinaryContent(TinyRegistry.content("tiny-vae", "1.10.0", "encoder.onnx", SIZE));
        assertThat(zoo.list())
                .extracting(listed -> listed.card().orElseThrow().version())
                .containsExactly("1.10.0", "1.9.0");
        store.remove("tiny-vae", "1.10.0");
        assertThat(store.versions("tiny-vae")).containsExactly("1.9.0");
        store.remove("tiny-vae", "1.9.0");
        assertThat(home.resolve("models")).isDirectoryNotContaining("glob:**/*");
    }

    @Test
    void prefersLocalFolders() throws IOException {
        TinyCard.write(home.resolve("zoo/tiny-vae"), "tiny-vae", "1.0.0");
        Zoo zoo = zoo(Downloads.quick());
        assertThat(zoo.locate(ref("zoo:tiny-vae"), "encoder.onnx")).hasContent("onnx!");
        assertThat(registry.server.requests()).isEmpty();
        zoo.locate(ref("zoo:tiny-vae@1.2.0"), "encoder.onnx");
        assertThat(zoo.locate(ref("zoo:tiny-vae"), "encoder.onnx")).hasContent("onnx!");
    }

    @Test
    void saysWhichModelsThereAre() throws IOException {
        fails("zoo:tiny-vea", "there is no model 'tiny-vea' in the zoo", "tiny-vae");
        fails("zoo:tiny-vae@3.0.0", "there is no model 'tiny-vae' in the zoo");
        fails("zoo:../etc", "there is no model '../etc' in the zoo");
    }

    @Test
    void givesNoFileThatIsNotTheCards() throws IOException {
        byte[] other = Downloads.content(1, SIZE);
        registry.server.with("/models/tiny-vae/1.10.0/encoder.onnx", other);
        fails("zoo:tiny-vae", "the model cannot be downloaded", "sha-256 " + Downloads.sha256(other));
        registry.server.with("/models/tiny-vae/1.9.0/card.yaml", "name: x".getBytes(StandardCharsets.UTF_8));
        fails("zoo:tiny-vae@1.9.0", "the model cannot be downloaded", "card.yaml");
    }

    @Test
    void givesNoModelOfAnotherName() throws IOException {
        byte[] card = new String(file("/models/tiny-vae/1.9.0/card.yaml"), StandardCharsets.UTF_8)
                .getBytes(StandardCharsets.UTF_8);
        registry.listing(
                new IndexEntry("big-vae", "1.0.0", "t", "s", "l", "models/tiny-vae/1.9.0", 1, Downloads.sha256(card)));
        fails("zoo:big-vae", "the registry lists 'big-vae@1.0.0' wrongly: its card is of 'tiny-vae@1.9.0'");
    }

    private byte[] file(String path) throws IOException {
        try (var in = registry.server.address(path).toURL().openStream()) {
            return in.readAllBytes();
        }
    }

    @Test
    void saysWhichCommandHelpsOffline() throws IOException {
        assertThatExceptionOfType(FigmentException.class)
                .isThrownBy(() -> zoo(Downloads.offline()).require(ref("zoo:tiny-vae")))
                .withMessageContaining("the registry's index is not here")
                .withMessageContaining("figment zoo search");
        zoo(Downloads.quick()).require(ref("zoo:tiny-vae"));
        assertThatExceptionOfType(FigmentException.class)
                .isThrownBy(() -> zoo(Downloads.offline()).locate(ref("zoo:tiny-vae"), "encoder.onnx"))
                .withMessageContaining("is not here, and no download is allowed (offline)")
                .withMessageContaining("figment zoo pull tiny-vae@1.10.0");
        assertThat(registry.server.requests()).hasSize(1);
        zoo(Downloads.quick()).locate(ref("zoo:tiny-vae"), "encoder.onnx");
        assertThat(zoo(Downloads.offline()).locate(ref("zoo:tiny-vae"), "encoder.onnx"))
                .exists();
    }

    @Test
    void goesOnWithWhatIsHere() throws IOException {
        Zoo zoo = zoo(Downloads.quick());
        zoo.require(ref("zoo:tiny-vae"));
        HostileServer.Misdeed gone = (request, reply) -> reply.head(404, "Content-Length: 0");
        registry.server.then(
                HostileServer::rightly, (request, reply) -> reply.file(request, reply.file(), 20_000), gone);
        assertThatExceptionOfType(FigmentException.class)
                .isThrownBy(() -> zoo.locate(ref("zoo:tiny-vae"), "encoder.onnx"))
                .withMessageContaining("status 404");
        assertThat(store.names()).isEmpty();
        zoo(Downloads.quick()).locate(ref("zoo:tiny-vae"), "encoder.onnx");
        assertThat(registry.server.asked())
                .endsWith("/models/tiny-vae/1.10.0/encoder.onnx bytes=20000-")
                .containsOnlyOnce("/models/tiny-vae/1.10.0/card.yaml");
        assertThat(content()).containsExactly("tiny-vae/1.10.0/card.yaml", "tiny-vae/1.10.0/encoder.onnx");
    }

    @Test
    void requiresRoomForTheWholeModel() throws IOException {
        DownloadSettings quick = Downloads.quick();
        DownloadSettings full = new DownloadSettings(
                false, 1, quick.connect(), quick.silence(), quick.retries(), quick.proxies(), folder -> 2 * SIZE - 1);
        assertThatExceptionOfType(FigmentException.class)
                .isThrownBy(() -> zoo(full).locate(ref("zoo:tiny-vae@1.2.0"), "encoder.onnx"))
                .withMessageContaining("60000 are needed");
        assertThat(store.names()).isEmpty();
        assertThat(registry.server.asked()).noneMatch(asked -> asked.contains(".onnx"));
    }
}
