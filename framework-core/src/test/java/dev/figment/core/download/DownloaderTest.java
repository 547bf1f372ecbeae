package dev.figment.core.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.figment.api.error.FigmentException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DownloaderTest {
    private final byte[] content = Downloads.content(1, 50_000);
    private final Downloads.Waits waits = new Downloads.Waits();

    @TempDir
    Path temp;

    private HostileServer server;
    private Path target;

    @BeforeEach
    void start() throws IOException {
        server = new HostileServer().with("/file", content);
        target = temp.resolve("models/file");
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    private Downloader downloader() {
        return downloader(Downloads.settings(waits, Space.OF_DISK));
    }

    private Downloader downloader(DownloadSettings settings) {
        return new Downloader(settings, temp.resolve("locks"), DownloadListener.LOG);
    }

    private Wanted wanted() {
        return Downloads.wanted(server.address("/file"), content, target);
    }

    private DownloadException fails(Wanted wanted) {
        DownloadException[] failure = new DownloadException[1];
        assertThatExceptionOfType(DownloadException.class)
                .isThrownBy(() -> downloader().fetch(wanted))
                .satisfies(e -> failure[0] = e);
        assertThat(target).doesNotExist();
        return failure[0];
    }

    private void assertHere() {
        assertThat(target).hasBinaryContent(content);
        assertThat(target.getParent().toFile().list()).containsExactly("file");
    }

    @Test
    void goesOnWithTheSameStateOfTheFile() throws DownloadException {
        server.then(Misdeeds.cut(20_000));
        downloader().fetch(wanted());
        assertHere();
        assertThat(server.asked()).containsExactly("/file", "/file bytes=20000-");
        assertThat(server.requests().get(1).header("if-range")).isEqualTo(Reply.mark(content));
    }

    @Test
    void asksForNoPartOfAnotherState() throws DownloadException {
        server.then((request, reply) -> reply.file(request, new byte[content.length], 20_000));
        downloader().fetch(wanted());
        assertHere();
        // The second answer is the whole file, since its mark is another.
        assertThat(server.asked()).containsExactly("/file", "/file bytes=20000-");
    }

    @Test
    void takesNoWeakMarkForACondition() throws DownloadException {
        server.then((request, reply) -> {
            reply.head(200, "ETag: W/\"1\"", "Content-Length: " + content.length);
            reply.body(content, 0, 10_000);
        });
        downloader().fetch(wanted());
        assertHere();
        assertThat(server.requests().get(1).headers()).containsKey("range").doesNotContainKey("if-range");
    }

    @Test
    void goesOnWithNothingOfAnotherRunWhereNoDigestIsKnown() throws DownloadException {
        Wanted unknown = Wanted.of("file", List.of(server.address("/file")), target, ContentCheck.any());
        server.then(Misdeeds.cut(20_000)).then(Misdeeds.status(404));
        assertThat(fails(unknown).isRefused()).isTrue();
        downloader().fetch(unknown);
        assertHere();
        assertThat(server.asked()).containsExactly("/file", "/file bytes=20000-", "/file");
    }

    @Test
    void waitsTwiceAsLongEachTime() {
        server.then(IntStream.range(0, 6).mapToObj(i -> Misdeeds.status(503)).toArray(HostileServer.Misdeed[]::new));
        assertThat(fails(wanted())).hasMessage(server.address("/file") + ": status 503");
        assertThat(server.requests()).hasSize(6);
        assertThat(waits.asked).hasSize(5);
        for (int i = 0; i < 5; i++) {
            assertThat(waits.asked.get(i).toMillis()).isBetween(50L << i, 100L << i);
        }
    }

    @Test
    void failsAgainAtOnceWhereItHasJustFailed() {
        server.then(Misdeeds.status(404));
        Downloader downloader = downloader();
        for (int i = 0; i < 3; i++) {
            assertThatExceptionOfType(DownloadException.class).isThrownBy(() -> downloader.fetch(wanted()));
        }
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void waitsAsLongAsTheServerAsks() throws DownloadException {
        server.then(Misdeeds.status(429, "Retry-After: 7"), Misdeeds.status(503, "Retry-After: 0"));
        downloader().fetch(wanted());
        assertHere();
        assertThat(waits.asked).containsExactly(Duration.ofSeconds(7), Duration.ofMillis(100));
    }

    @Test
    void doesNotWaitForHours() {
        server.then(Misdeeds.status(429, "Retry-After: 3600"));
        assertThat(fails(wanted()))
                .hasMessageContaining("status 429")
                .satisfies(e -> assertThat(e.isRefused()).isFalse());
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void asksOnceForWhatIsRefused() {
        for (int status : List.of(400, 401, 403, 404, 410)) {
            server.then(Misdeeds.status(status));
            assertThat(fails(wanted()).isRefused()).isTrue();
        }
        assertThat(server.requests()).hasSize(5);
        assertThat(waits.asked).isEmpty();
    }

    @Test
    void asksTwiceForWhatIsWrong() {
        byte[] wrong = Downloads.content(2, content.length);
        server.with("/file", wrong);
        assertThat(fails(wanted())).hasMessageContaining("sha-256 " + Downloads.sha256(wrong));
        assertThat(server.requests()).hasSize(2);
        assertThat(target.getParent()).isEmptyDirectory();
    }

    @Test
    void leavesASilentServerInTime() {
        server.then(IntStream.range(0, 6).mapToObj(i -> Misdeeds.stall(100)).toArray(HostileServer.Misdeed[]::new));
        assertThatExceptionOfType(DownloadException.class)
                .isThrownBy(() -> downloader(Downloads.impatient()).fetch(wanted()))
                .withMessageMatching(".*: (nothing came for 0.7 s|no answer in time)");
        assertThat(target).doesNotExist();
    }

    @Test
    void followsRedirectionsAndShowsTheTokenToNobodyElse() throws IOException {
        try (HostileServer other = new HostileServer().with("/there", content)) {
            URI there = URI.create("http://localhost:" + other.port() + "/there?signature=1");
            server.then(Misdeeds.redirect(307, "/file2"), Misdeeds.redirect(302, there.toString()));
            downloader().fetch(wanted().with(Optional.of(new Token(server.address("/"), "secret"))));
            assertHere();
            assertThat(server.asked()).containsExactly("/file", "/file2");
            assertThat(server.requests())
                    .allMatch(request -> request.header("authorization").equals("Bearer secret"));
            assertThat(other.requests()).hasSize(1);
            assertThat(other.requests().toString()).doesNotContain("secret");
        }
    }

    @Test
    void endsRedirectionsThatGoRound() {
        server.then(IntStream.range(0, 11)
                .mapToObj(i -> Misdeeds.redirect(302, "/file"))
                .toArray(HostileServer.Misdeed[]::new));
        assertThat(fails(wanted())).hasMessageContaining("redirects more than 10 times");
    }

    @Test
    void followsNoRedirectionFromHttpsToHttp() {
        assertThatExceptionOfType(Fault.class)
                .isThrownBy(() -> Hops.next(URI.create("https://example.org/a"), "http://example.org/a"))
                .withMessageContaining("from https: to http:");
        assertThatExceptionOfType(Fault.class)
                .isThrownBy(() -> Hops.next(URI.create("https://example.org/a"), "file:///etc/passwd"))
                .withMessageContaining("no address");
        assertThatExceptionOfType(Fault.class)
                .isThrownBy(() -> Hops.next(URI.create("https://example.org/a"), ""))
                .withMessageContaining("no address");
    }

    @Test
    void sendsNoTokenUnencryptedToAnotherMachineNorPrintsIt() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Token(URI.create("http://example.org/"), "secret"))
                .withMessageContaining("https:")
                .withMessageNotContaining("secret");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Token(URI.create("https://example.org/"), "secret\nX: y"))
                .withMessageNotContaining("secret");
        assertThat(new Token(URI.create("https://example.org/"), "secret").toString())
                .doesNotContain("secret");
    }

    @Test
    void refusesWhatIsTooLarge() {
        assertThat(fails(Wanted.of("file", List.of(server.address("/file")), target, ContentCheck.any())
                        .atMost(1000)))
                .hasMessageContaining("larger than it may be, 1000 bytes");
        server.then((request, reply) -> {
            reply.head(200);
            reply.body(content, 0, content.length);
        });
        assertThat(fails(Wanted.of("file", List.of(server.address("/file")), target, ContentCheck.any())
                        .atMost(1000)))
                .hasMessageContaining("larger than it may be, 1000 bytes");
        assertThat(target.getParent()).isEmptyDirectory();
    }

    @Test
    void requiresRoomBeforeAnythingComes() {
        DownloadSettings full = Downloads.settings(waits, folder -> content.length - 1);
        assertThatExceptionOfType(FigmentException.class)
                .isThrownBy(() -> downloader(full).fetch(wanted()))
                .withMessageContaining("too little space here: 49999 bytes, and 50000 are needed");
        assertThat(target.getParent()).isEmptyDirectory();
    }

    @Test
    void downloadsNothingOffline() {
        assertThatExceptionOfType(FigmentException.class)
                .isThrownBy(() -> downloader(Downloads.offline()).fetch(wanted()))
                .withMessageContaining("no download is allowed (offline)")
                .satisfies(e -> assertThat(e.fault()).isEqualTo(FigmentException.Fault.USER));
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void readsFromTheEnvironmentThatItIsOffline() {
        for (String on : List.of("1", "true", "YES")) {
            assertThat(DownloadSettings.of(false, Map.of("FIGMENT_OFFLINE", on)::get)
                            .offline())
                    .isTrue();
        }
        for (String off : List.of("", "0", "false")) {
            assertThat(DownloadSettings.of(false, Map.of("FIGMENT_OFFLINE", off)::get)
                            .offline())
                    .isFalse();
        }
        assertThatExceptionOfType(FigmentException.class)
                .isThrownBy(() -> DownloadSettings.of(false, Map.of("FIGMENT_OFFLINE", "maybe")::get))
                .withMessageContaining("neither true nor false: 'maybe'");
    }

    @Test
    void takesWhatIsThereUnlessItIsToBeReplaced() throws IOException {
        Files.createDirectories(target.getParent());
        Files.writeString(target, "old");
        downloader().fetch(wanted());
        assertThat(target).hasContent("old");
        assertThat(server.requests()).isEmpty();
        downloader().fetch(wanted().replacing());
        assertHere();
    }

    @Test
    void keepsWhatIsThereWhereItsReplacementFails() throws IOException {
        Files.createDirectories(target.getParent());
        Files.writeString(target, "old");
        server.then(Misdeeds.status(404));
        assertThatExceptionOfType(DownloadException.class)
                .isThrownBy(() -> downloader().fetch(wanted().replacing()));
        assertThat(target).hasContent("old");
    }

    @Test
    void downloadsSeveralFilesAtOnce() throws DownloadException {
        CountDownLatch both = new CountDownLatch(2);
        HostileServer.Misdeed together = (request, reply) -> {
            both.countDown();
            try {
                both.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            HostileServer.rightly(request, reply);
        };
        server.with("/other", content).then(together, together);
        Path other = temp.resolve("other");
        downloader().fetchAll(List.of(wanted(), Downloads.wanted(server.address("/other"), content, other)));
        assertHere();
        assertThat(other).hasBinaryContent(content);
    }

    @Test
    void stopsTheOthersWhereOneFails() {
        server.then(Misdeeds.status(404));
        HostileServer.Misdeed silent = (request, reply) -> reply.stall();
        server.then(IntStream.range(0, 20).mapToObj(i -> silent).toArray(HostileServer.Misdeed[]::new));
        List<Wanted> all = IntStream.range(0, 20)
                .mapToObj(i -> Downloads.wanted(server.address("/" + i), content, temp.resolve("n" + i)))
                .toList();
        long start = System.nanoTime();
        assertThatExceptionOfType(DownloadException.class)
                .isThrownBy(() -> downloader().fetchAll(all))
                .withMessageContaining("status 404");
        // Sooner than the silence of the others would have been noticed.
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(25));
        assertThat(server.requests()).hasSizeLessThan(10);
    }

    @Test
    void completesWhatWasKilledBeforeItsRename() throws IOException {
        server.then(Misdeeds.cut(1), Misdeeds.status(404));
        fails(wanted());
        Path part;
        try (var files = Files.list(target.getParent())) {
            part = files.filter(file -> file.toString().endsWith(".download"))
                    .findAny()
                    .orElseThrow();
        }
        Files.write(part, content);
        int before = server.requests().size();
        downloader().fetch(wanted());
        assertHere();
        assertThat(server.requests()).hasSize(before);
    }

    @Test
    void saysWhichSizeTheServerHas() {
        Wanted larger = Wanted.of(
                "file",
                List.of(server.address("/file")),
                target,
                ContentCheck.sha256(Downloads.sha256(content), OptionalLong.of(60_000)));
        assertThat(fails(larger)).hasMessageContaining("the server has 50000 bytes, and 60000 are expected");
    }
}
