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
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WebModelTest {
    private final byte[] model = Downloads.content(1, 4_000);
    private final byte[] other = Downloads.content(2, 4_000);

    @TempDir
    Path temp;

    private HostileServer server;
    private String address;

    @BeforeEach
    void start() throws IOException {
        server = new HostileServer().with("/models/denoiser.onnx", model);
        address = server.address("/models/denoiser.onnx").toString();
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    private Path locate(DownloadSettings settings, String reference, String file) {
        return new RemoteModels(
                        new Downloader(settings, temp.resolve("locks"), DownloadListener.LOG),
                        temp.resolve("hub"),
                        temp.resolve("web"),
                        name -> null)
                .of(new ModelRef(reference, temp))
                .orElseThrow()
                .locate(file);
    }

    private Path locate(String reference) {
        return locate(Downloads.quick(), reference, "denoiser.onnx");
    }

    private void fails(String reference, String file, String words) {
        assertThatExceptionOfType(FigmentException.class)
                .isThrownBy(() -> locate(Downloads.quick(), reference, file))
                .withMessageContaining(words);
    }

    @Test
    void bringsTheFileOfADigest() {
        String right = address + "#sha256=" + Downloads.sha256(model);
        assertThat(locate(right)).hasBinaryContent(model);
        assertThat(locate(right)).hasBinaryContent(model);
        assertThat(locate(Downloads.offline(), right, "model.onnx")).hasBinaryContent(model);
        assertThat(server.requests()).hasSize(1);
        fails(address + "#sha256=" + Downloads.sha256(other), "model.onnx", "check the address and the digest");
    }

    @Test
    void staysWithWhatCameFirst() throws IOException {
        Path file = locate(address);
        assertThat(file).hasBinaryContent(model);
        assertThat(file.resolveSibling("pinned.txt")).hasContent(Downloads.sha256(model) + "\n" + address + "\n");
        server.with("/models/denoiser.onnx", other);
        assertThat(locate(address)).hasBinaryContent(model);
        Files.delete(file);
        fails(address, "denoiser.onnx", "it has changed since it was first used");
        assertThat(file).doesNotExist();
        server.with("/models/denoiser.onnx", model);
        assertThat(locate(address)).hasBinaryContent(model);
    }

    @Test
    void isOneFileAlone() {
        fails(address, "tokenizer.json", "this is one file, and 'tokenizer.json' is asked for");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void refusesAddressesThatNameNoFile() {
        fails("https://example.org/", "m.onnx", "it names no file");
        fails("https:///x.onnx", "m.onnx", "it names no file");
        fails("https://user:pass@example.org/x.onnx", "m.onnx", "'https://…@example.org/x.onnx'");
        fails("https://example.org/x.onnx#md5=1", "m.onnx", "what stands after # is no digest");
        fails("http://example.org/x.onnx", "m.onnx", "what comes unencrypted needs a digest");
    }

    @Test
    void isNotHereOffline() {
        assertThatExceptionOfType(FigmentException.class)
                .isThrownBy(() -> locate(Downloads.offline(), address, "m.onnx"))
                .withMessageContaining("no download is allowed (offline)");
        assertThat(server.requests()).isEmpty();
    }
}
