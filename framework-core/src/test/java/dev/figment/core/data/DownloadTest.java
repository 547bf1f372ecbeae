package dev.figment.core.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.figment.api.error.FigmentException;
import dev.figment.api.error.FigmentException.Fault;
import dev.figment.core.data.DatasetRegistry.Asset;
import dev.figment.core.download.DownloadListener;
import dev.figment.core.download.DownloadSettings;
import dev.figment.core.download.Downloader;
import dev.figment.core.download.Retries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DownloadTest {
    private final byte[] content = Idx.images(60, 30, 30);
    private final byte[] packed = Idx.gzip(content);
    private final List<String> news = Collections.synchronizedList(new ArrayList<>());

    @TempDir
    Path cache;

    @TempDir
    Path locks;

    private FileServer server;
    private Path target;

    @BeforeEach
    void start() throws IOException {
        server = new FileServer(packed);
        target = cache.resolve("digits/images.gz");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Asset asset(String... paths) {
        return new Asset(
                "digits/images.gz",
                Idx.sha256(content),
                content.length,
                Arrays.stream(paths).map(server::address).toList());
    }

    private void fetch(Asset asset) {
        Retries retries = new Retries(3, Duration.ofMillis(1), Duration.ofSeconds(1), time -> {});
        DownloadSettings usual = DownloadSettings.of(false, name -> null);
        DownloadSettings quick = new DownloadSettings(
                false, 2, usual.connect(), usual.silence(), retries, usual.proxies(), usual.space());
        Downloader downloader = new Downloader(quick, locks, new DownloadListener() {
            @Override
            public void begins(String file, String address) {
                news.add("begins " + file);
            }

            @Override
            public void received(String file, long bytes, long total) {
                news.add(bytes + "/" + total);
                server.arrived(bytes);
            }

            @Override
            public void waits(String file, Duration time, String why) {
                news.add("waits");
            }
        });
        assertThat(new DatasetFiles(List.of(), cache, downloader).fetch(asset)).isEqualTo(target);
    }

    private String failure(Asset asset) {
        List<String> messages = new ArrayList<>();
        assertThatExceptionOfType(FigmentException.class)
                .isThrownBy(() -> fetch(asset))
                .satisfies(e -> messages.add(e.getMessage()))
                .satisfies(e -> assertThat(e.fault()).isEqualTo(Fault.RUN));
        return messages.get(0);
    }

    private void assertHere() {
        assertThat(target).hasBinaryContent(packed);
        assertThat(target.getParent().toFile().list()).containsExactly("images.gz");
    }

    @Test
    void bringsTheFile() {
        fetch(asset("/a"));
        assertHere();
        assertThat(server.requests()).containsExactly("/a");
        assertThat(news).startsWith("begins digits/images.gz").endsWith(packed.length + "/" + packed.length);
    }

    @Test
    void takesTheSameContentUncompressed() {
        server.then(FileServer.fromBeginning(content));
        fetch(asset("/a"));
        assertThat(target).hasBinaryContent(content);
    }

    @Test
    void goesOnWhereItWasCutOff() {
        server.then(server.cutOff(packed, 20_000), server.cutOff(packed, 5_000));
        fetch(asset("/a"));
        assertHere();
        assertThat(server.requests()).containsExactly("/a", "/a bytes=20000-", "/a bytes=25000-");
        assertThat(news).endsWith(packed.length + "/" + packed.length);
    }

    @Test
    void goesOnInALaterRun() {
        server.then(server.cutOff(packed, 1_000), server.cutOff(packed, 100), server.cutOff(packed, 10));
        assertThat(failure(asset("/a")))
                .contains("digits/images.gz: cannot download this file: " + server.address("/a") + ": cut off")
                .contains("check the connection and run again, or put the file at " + target);
        assertThat(target).doesNotExist();
        fetch(asset("/a"));
        assertHere();
        assertThat(server.requests()).containsExactly("/a", "/a bytes=1000-", "/a bytes=1100-", "/a bytes=1110-");
    }

    @Test
    void completesWhatOnlyLackedItsName() throws IOException {
        server.then(server.cutOff(packed, packed.length - 1), FileServer.status(500), FileServer.status(500));
        failure(asset("/a"));
        Path part = target.resolveSibling(target.getParent().toFile().list()[0]);
        Files.write(part, packed);
        fetch(asset("/a"));
        assertHere();
        assertThat(server.requests()).endsWith("/a bytes=" + packed.length + "-");
    }

    @Test
    void beginsAgainWhereTheServerKnowsNoRanges() {
        server.then(server.cutOff(packed, 20_000), FileServer.fromBeginning(packed));
        fetch(asset("/a"));
        assertHere();
    }

    @Test
    void beginsAgainWhereTheServerSendsAnotherPart() {
        server.then(server.cutOff(packed, 20_000), exchange -> {
            exchange.getResponseHeaders().set("Content-Range", "bytes 7-9/" + packed.length);
            exchange.sendResponseHeaders(206, 3);
            exchange.getResponseBody().write(packed, 7, 3);
        });
        fetch(asset("/a"));
        assertHere();
        assertThat(server.requests()).containsExactly("/a", "/a bytes=20000-", "/a");
    }

    @Test
    void beginsAgainWhereTheFileHasChanged() {
        server.then(server.cutOff(new byte[packed.length], 20_000));
        fetch(asset("/a"));
        assertHere();
        assertThat(server.requests()).containsExactly("/a", "/a bytes=20000-", "/a");
    }

    @Test
    void asksTheNextAddressAndKeepsNothingOfTheFirst() {
        server.then(
                server.cutOff(packed, 20_000), FileServer.status(503), FileServer.status(503), FileServer.status(404));
        fetch(asset("/a", "/b", "/c"));
        assertHere();
        assertThat(server.requests()).containsExactly("/a", "/a bytes=20000-", "/a bytes=20000-", "/b", "/c");
    }

    @Test
    void saysWhatEachAddressAnswered() {
        server.then(FileServer.status(404), FileServer.status(403));
        assertThat(failure(asset("/a", "/b")))
                .contains(server.address("/a") + ": status 404; " + server.address("/b") + ": status 403");
        assertThat(target.getParent()).isEmptyDirectory();
    }

    @Test
    void refusesAnotherContent() {
        byte[] wrong = content.clone();
        wrong[99]++;
        FileServer.Answer part = FileServer.fromBeginning(Arrays.copyOf(packed, 100));
        server.then(FileServer.fromBeginning(wrong), FileServer.fromBeginning(wrong), part, part);
        assertThat(failure(asset("/a", "/b")))
                .contains("/a: " + wrong.length + " bytes with sha-256 " + Idx.sha256(wrong) + ", not "
                        + Idx.sha256(content))
                .contains("/b: 100 bytes that cannot be unpacked");
        assertThat(target.getParent()).isEmptyDirectory();
    }

    @Test
    void saysThatNobodyAnswers() {
        String address = server.address("/a");
        server.close();
        assertThat(failure(asset("/a"))).contains(address + ": nobody answers");
    }

    @Test
    void downloadsOnceForSeveralThreads() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(3);
        Callable<Boolean> fetching = () -> {
            fetch(asset("/a"));
            return Files.exists(target);
        };
        for (var here : threads.invokeAll(Collections.nCopies(3, fetching))) {
            assertThat(here.get()).isTrue();
        }
        threads.shutdown();
        assertHere();
        assertThat(server.requests()).containsExactly("/a");
    }
}
