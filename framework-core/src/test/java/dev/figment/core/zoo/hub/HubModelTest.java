package dev.figment.core.zoo.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.figment.api.config.ModelRef;
import dev.figment.api.error.FigmentException;
import dev.figment.core.download.DownloadListener;
import dev.figment.core.download.DownloadSettings;
import dev.figment.core.download.Downloader;
import dev.figment.core.download.Downloads;
import dev.figment.core.download.HostileServer;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a server that answers as the Hub does: it lists a repository, and sends to another host for large files. */
class HubModelTest {
    private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";
    private static final String OTHER = "1123456789abcdef0123456789abcdef01234567";

    private final byte[] model = Downloads.content(1, 40_000);
    private final byte[] data = Downloads.content(2, 30_000);
    private final byte[] small = Downloads.content(3, 5_000);
    /** What {@code git hash-object} gives for {@code hello\n}. */
    private final String helloBlob = "ce013625030ba8dba906f756967f9e9ca394464a";

    @TempDir
    Path temp;

    private HostileServer hub;
    private HostileServer store;

    @BeforeEach
    void start() throws IOException {
        hub = new HostileServer();
        store = new HostileServer()
                .with("/large/model", model)
                .with("/large/data", data)
                .with("/large/quantized", small);
        lists("main", COMMIT);
        hub.with("/acme/tiny/resolve/" + COMMIT + "/tokenizer.json", "hello\n".getBytes(StandardCharsets.UTF_8));
    }

    @AfterEach
    void stop() throws IOException {
        hub.close();
        store.close();
    }

    private void lists(String revision, String commit) {
        String listing = """
                {"id": "acme/tiny", "sha": "%s", "siblings": [
                  {"rfilename": "tokenizer.json", "size": 6, "blobId": "%s"},
                  {"rfilename": "config.json", "size": 6, "blobId": "%s"},
                  {"rfilename": "../../escape.json", "size": 6, "blobId": "%s"},
                  {"rfilename": "onnx/model.onnx", "size": 40000, "blobId": "%s",
                   "lfs": {"sha256": "%s", "size": 40000, "pointerSize": 134}},
                  {"rfilename": "onnx/model.onnx_data", "size": 30000, "blobId": "%s",
                   "lfs": {"sha256": "%s", "size": 30000, "pointerSize": 134}},
                  {"rfilename": "onnx/model_q4.onnx", "size": 5000, "blobId": "%s",
                   "lfs": {"sha256": "%s", "size": 5000, "pointerSize": 134}}]}
                """.formatted(
                        commit,
                        helloBlob,
                        helloBlob,
                        helloBlob,
                        OTHER,
                        Downloads.sha256(model),
                        OTHER,
                        Downloads.sha256(data),
                        OTHER,
                        Downloads.sha256(small));
        hub.with("/api/models/acme/tiny/revision/" + revision, listing.getBytes(StandardCharsets.UTF_8));
    }

    /** Large files are elsewhere. */
    private HostileServer.Misdeed to(String path) {
        URI there = URI.create("http://localhost:" + store.address("/").getPort() + path);
        return (request, reply) -> reply.head(302, "Location: " + there, "Content-Length: 0");
    }

    private RemoteModels models(DownloadSettings settings, String token) {
        Map<String, String> environment =
                new HashMap<>(Map.of("HF_ENDPOINT", hub.address("/").toString()));
        if (!token.isEmpty()) {
            environment.put("HF_TOKEN", token);
        }
        return new RemoteModels(
                new Downloader(settings, temp.resolve("locks"), DownloadListener.LOG),
                temp.resolve("hub"),
                temp.resolve("web"),
                environment::get);
    }

    private Path locate(String reference, String file) {
        return models(Downloads.quick(), "")
                .of(new ModelRef(reference, temp))
                .orElseThrow()
                .locate(file);
    }

    private void fails(String reference, String file, String... words) {
        assertThatExceptionOfType(FigmentException.class)
                .isThrownBy(() -> locate(reference, file))
                .satisfies(e -> assertThat(e.getMessage()).contains(words));
    }

    @Test
    void bringsAFileUnderItsCommit() {
        Path file = locate("hf:acme/tiny@main", "tokenizer.json");
        assertThat(file).hasContent("hello\n").isEqualTo(temp.resolve("hub/acme/tiny/" + COMMIT + "/tokenizer.json"));
        assertThat(hub.asked())
                .containsExactly(
                        "/api/models/acme/tiny/revision/main?blobs=true",
                        "/acme/tiny/resolve/" + COMMIT + "/tokenizer.json");
    }

    @Test
    void staysWithTheCommitThatARevisionWas() {
        Path first = locate("hf:acme/tiny", "tokenizer.json");
        lists("main", OTHER);
        assertThat(locate("hf:acme/tiny@main", "tokenizer.json")).isEqualTo(first);
        assertThat(hub.requests()).hasSize(2);
    }

    @Test
    void bringsTheExternalDataOfAModelWithIt() {
        locate("hf:acme/tiny", "tokenizer.json");
        hub.with("/acme/tiny/resolve/" + COMMIT + "/onnx/model.onnx", model)
                .with("/acme/tiny/resolve/" + COMMIT + "/onnx/model.onnx_data", data);
        Path file = locate("hf:acme/tiny@main", "model.onnx");
        assertThat(file).hasBinaryContent(model);
        assertThat(file.resolveSibling("model.onnx_data")).hasBinaryContent(data);
    }

    @Test
    void takesTheFileThatIsNamedForThoseOfItsEnding() {
        locate("hf:acme/tiny", "tokenizer.json");
        hub.then(to("/large/quantized"));
        assertThat(locate("hf:acme/tiny@main/onnx/model_q4.onnx", "model.onnx")).hasBinaryContent(small);
        assertThat(locate("hf:acme/tiny@main/onnx/model_q4.onnx", "tokenizer.json"))
                .hasContent("hello\n");
    }

    @Test
    void showsTheTokenToTheHubAlone() {
        hub.then(HostileServer::rightly, to("/large/quantized"));
        models(Downloads.quick(), "secret")
                .of(new ModelRef("hf:acme/tiny@main/onnx/model_q4.onnx", temp))
                .orElseThrow()
                .locate("model.onnx");
        assertThat(hub.requests())
                .hasSize(2)
                .allMatch(request -> request.header("authorization").equals("Bearer secret"));
        assertThat(store.requests()).hasSize(1);
        assertThat(store.requests().toString()).doesNotContain("secret");
    }

    @Test
    void refusesAnotherContentThanTheCommits() {
        hub.with("/acme/tiny/resolve/" + COMMIT + "/tokenizer.json", "hullo\n".getBytes(StandardCharsets.UTF_8));
        fails("hf:acme/tiny@main", "tokenizer.json", "a file cannot be downloaded", "not " + helloBlob);
        assertThat(temp.resolve("hub/acme/tiny/" + COMMIT + "/tokenizer.json")).doesNotExist();
    }

    @Test
    void saysWhichFilesThereAre() {
        fails("hf:acme/tiny@main", "tokeniser.json", "the repository has no file 'tokeniser.json'", "tokenizer.json");
        fails("hf:acme/tiny@main", "../../escape.json", "the repository has no file");
        fails("hf:acme/tiny@nowhere", "model.onnx", "the repository cannot be read", "status 404", "HF_TOKEN");
    }

    @Test
    void refusesWhatNamesNoRepository() {
        for (String wrong : List.of(
                "hf:acme", "hf:acme/", "hf:../tiny@main", "hf:acme/tiny@..", "hf:acme/tiny@main/../x", "hf:a b/c")) {
            fails(wrong, "model.onnx", "'" + wrong + "' names no repository", "write hf:OWNER/REPO@REVISION");
        }
    }

    @Test
    void worksOfflineOnceItIsHere() {
        RemoteModels offline = models(Downloads.offline(), "");
        ModelRef reference = new ModelRef("hf:acme/tiny@main", temp);
        assertThatExceptionOfType(FigmentException.class)
                .isThrownBy(() -> offline.of(reference).orElseThrow().locate("tokenizer.json"))
                .withMessageContaining("the model is not here, and no download is allowed (offline)");
        assertThat(hub.requests()).isEmpty();
        Path here = locate("hf:acme/tiny@main", "tokenizer.json");
        assertThat(offline.of(reference).orElseThrow().locate("tokenizer.json")).isEqualTo(here);
        assertThatExceptionOfType(FigmentException.class)
                .isThrownBy(() -> offline.of(reference).orElseThrow().locate("config.json"))
                .withMessageContaining("(offline)");
    }

    @Test
    void refusesAListingThatIsNone() {
        hub.with("/api/models/acme/tiny/revision/html", "<html>".getBytes(StandardCharsets.UTF_8));
        fails("hf:acme/tiny@html", "model.onnx", "the repository cannot be read", "it is no JSON");
        hub.with("/api/models/acme/tiny/revision/empty", "{}".getBytes(StandardCharsets.UTF_8));
        fails("hf:acme/tiny@empty", "model.onnx", "it names no commit");
        lists("html", COMMIT);
        assertThat(locate("hf:acme/tiny@html", "tokenizer.json")).hasContent("hello\n");
    }

    @Test
    void refusesATokenThatWouldGoUnencrypted() {
        Map<String, String> environment = Map.of("HF_ENDPOINT", "http://mirror.example.org", "HF_TOKEN", "secret");
        assertThatExceptionOfType(FigmentException.class)
                .isThrownBy(() -> Hub.of(environment::get))
                .withMessageContaining("a token is not sent unencrypted")
                .withMessageNotContaining("secret");
    }
}
