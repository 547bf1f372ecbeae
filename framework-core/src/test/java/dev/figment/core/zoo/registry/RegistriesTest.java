package dev.figment.core.zoo.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.figment.api.error.FigmentException;
import dev.figment.core.download.DownloadListener;
import dev.figment.core.download.DownloadSettings;
import dev.figment.core.download.Downloader;
import dev.figment.core.download.Downloads;
import dev.figment.core.download.HostileServer;
import dev.figment.core.zoo.TinyRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistriesTest {
    private static final HostileServer.Misdeed FORBIDDEN = (request, reply) -> reply.head(403, "Content-Length: 0");

    @TempDir
    Path temp;

    private TinyRegistry lab;
    private TinyRegistry world;

    @BeforeEach
    void start() throws IOException {
        lab = new TinyRegistry().with("vae", "1.0.0", 10, "a.onnx");
        world = new TinyRegistry().with("vae", "2.0.0", 10, "a.onnx").with("gan", "1.0.0", 10, "a.onnx");
    }

    @AfterEach
    void stop() throws IOException {
        lab.close();
        world.close();
    }

    private Registries registries(DownloadSettings settings, RegistryAddress... registries) {
        return new Registries(
                List.of(registries),
                new Downloader(settings, temp.resolve("locks"), DownloadListener.LOG),
                temp.resolve("registries"),
                Map.of("LAB_TOKEN", "secret")::get);
    }

    private Registries both() {
        return registries(
                Downloads.quick(), world.address("world", 0, null), lab.address("lab", 5, "${env:LAB_TOKEN}"));
    }

    private static List<String> names(Registries registries) {
        return registries.list().stream()
                .map(model -> model.entry().name() + "@" + model.entry().version() + " "
                        + model.registry().name())
                .toList();
    }

    @Test
    void asksThoseOfGreaterPriorityFirst() {
        Registries both = both();
        assertThat(both.find("vae", "").orElseThrow().entry().version()).isEqualTo("1.0.0");
        assertThat(both.find("vae", "2.0.0").orElseThrow().registry().name()).isEqualTo("world");
        assertThat(both.find("gan", "").orElseThrow().registry().name()).isEqualTo("world");
        assertThat(both.find("pix2pix", "")).isEmpty();
        assertThat(names(both)).containsExactly("gan@1.0.0 world", "vae@2.0.0 world", "vae@1.0.0 lab");
        assertThat(lab.server.asked()).containsExactly("/index.yaml");
    }

    @Test
    void showsATokenToItsRegistryAlone() {
        both().list();
        assertThat(lab.server.requests())
                .hasSize(1)
                .allMatch(request -> request.header("authorization").equals("Bearer secret"));
        assertThat(world.server.requests())
                .hasSize(1)
                .allMatch(request -> request.header("authorization").isEmpty());
    }

    @Test
    void doesNotPassOverARegistryThatCannotBeAsked() {
        lab.server.then(FORBIDDEN, FORBIDDEN);
        assertThatExceptionOfType(FigmentException.class)
                .isThrownBy(() -> both().find("vae", "2.0.0"))
                .withMessageContaining("lab: the registry's index cannot be fetched")
                .withMessageContaining("status 403")
                .withMessageNotContaining("secret");
        assertThat(names(both())).containsExactly("gan@1.0.0 world", "vae@2.0.0 world");
    }

    @Test
    void rememberWhatWasListed() throws IOException {
        RegistryAddress address = world.address("world", 0, null);
        registries(Downloads.quick(), address).list();
        assertThat(names(registries(Downloads.offline(), address))).hasSize(2);
        assertThat(world.server.requests()).hasSize(1);
        world.close();
        assertThat(names(registries(Downloads.quick(), address))).hasSize(2);
    }

    @Test
    void requiresTheVariableOfAToken() {
        RegistryAddress address = lab.address("lab", 0, "${env:NO_TOKEN}");
        assertThatExceptionOfType(FigmentException.class)
                .isThrownBy(() -> registries(Downloads.quick(), address).list())
                .withMessageContaining(
                        "the registry 'lab' needs a token, and the environment variable NO_TOKEN is not set");
        assertThat(lab.server.requests()).isEmpty();
    }

    @Test
    void leavesOutEntriesThatAreWrong() {
        String index = """
                format: 1
                models:
                  - { name: Upper, version: 1.0.0, task: t, summary: s, licence: l, address: a, size: 1, sha256: %1$s }
                  - { name: no-version }
                  - { name: one, version: 1.0.0, task: t, summary: s, licence: l, address: a, size: 1, sha256: %1$s }
                """.formatted("0".repeat(64));
        world.server.with("/index.yaml", index.getBytes(StandardCharsets.UTF_8));
        assertThat(names(registries(Downloads.quick(), world.address("world", 0, null))))
                .containsExactly("one@1.0.0 world");
    }

    @Test
    void refusesWhatIsNoIndex() {
        for (String wrong :
                List.of("<html></html>", "format: 2\nmodels: []", "models: []", "format: 1\nmodels: text")) {
            world.server.with("/index.yaml", wrong.getBytes(StandardCharsets.UTF_8));
            assertThatExceptionOfType(FigmentException.class)
                    .as(wrong)
                    .isThrownBy(() -> registries(Downloads.quick(), world.address("world", 0, null))
                            .list());
        }
        world.server.with("/index.yaml", new byte[3 << 20]);
        assertThatExceptionOfType(FigmentException.class)
                .isThrownBy(() -> registries(Downloads.quick(), world.address("world", 1, null))
                        .list())
                .withMessageContaining("larger than it may be");
    }

    @Test
    void findsWords() {
        IndexEntry entry = new IndexEntry(
                "digits-vae", "1.0.0", "image-generation", "Handwritten digits", "Apache-2.0", "a", 1, "0".repeat(64));
        assertThat(entry.matches("HAND image")).isTrue();
        assertThat(entry.matches("hand audio")).isFalse();
        assertThat(entry.matches("  ")).isTrue();
    }
}
