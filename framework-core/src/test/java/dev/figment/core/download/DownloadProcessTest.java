package dev.figment.core.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DownloadProcessTest {
    private final byte[] content = Downloads.content(5, 2_000_000);

    @TempDir
    Path temp;

    private static String output(ProcessBuilder process) throws IOException, InterruptedException {
        Process started = process.start();
        String out = new String(started.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        started.waitFor();
        return out;
    }

    private String loaded(HostileServer server, String offline) throws IOException, InterruptedException {
        Path classes = temp.resolve("classes" + offline + ".txt");
        ProcessBuilder process = DownloadProcess.of(
                temp,
                List.of(),
                List.of("-Xlog:class+load:file=" + classes),
                server.address("/file"),
                content,
                temp.resolve("file"));
        process.environment().put("FIGMENT_OFFLINE", offline);
        String out = output(process);
        assertThat(out).contains(offline.equals("1") ? "no download is allowed (offline)" : "done");
        return Files.readString(classes);
    }

    @Test
    void opensNoSocketOffline() throws IOException, InterruptedException {
        try (HostileServer server = new HostileServer().with("/file", content)) {
            List<String> sockets = List.of("java.net.http.HttpClient ", "sun.nio.ch.SocketChannelImpl ");
            assertThat(loaded(server, "1")).doesNotContain(sockets).contains("dev.figment.core.download.Downloader ");
            assertThat(server.requests()).isEmpty();
            // So that the first assertion is known to be able to fail.
            assertThat(loaded(server, "0")).contains(sockets);
        }
    }

    @Test
    void leavesNothingWhereTheDiskTakesNoMore() throws IOException, InterruptedException {
        assumeThat(Path.of("/bin/sh")).exists();
        Path folder = temp.resolve("models");
        try (HostileServer server = new HostileServer().with("/file", content)) {
            ProcessBuilder process = DownloadProcess.of(
                    temp,
                    List.of("/bin/sh", "-c", "ulimit -f 200; exec \"$@\"", "sh"),
                    List.of("-XX:-UsePerfData"),
                    server.address("/file"),
                    content,
                    folder.resolve("file"));
            assertThat(output(process)).contains("cannot write here: the file would be larger than it may be");
            assertThat(folder).isEmptyDirectory();
        }
    }
}
