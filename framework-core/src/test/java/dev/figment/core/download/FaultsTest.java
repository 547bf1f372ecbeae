package dev.figment.core.download;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Files are downloaded from a server that does wrong 200 times, at random: {@code -Dfigment.seed=N} repeats a run, {@code
 * -Dfigment.faults=N} makes it longer.
 */
class FaultsTest {
    private static final int FAULTS = Integer.getInteger("figment.faults", 200);
    private static final int MOST_AT_ONCE = 8;

    @TempDir
    Path temp;

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void neverGivesAWrongFileAndEndsOnceTheServerBehaves(TestReporter reporter) throws IOException {
        long seed = Long.getLong("figment.seed", System.nanoTime());
        reporter.publishEntry("seed", String.valueOf(seed));
        Random random = new Random(seed);
        int faults = 0;
        for (int file = 0; faults < FAULTS; file++) {
            int count = 1 + random.nextInt(MOST_AT_ONCE);
            faults += count;
            download(random, count, "seed " + seed + ", file " + file);
        }
    }

    private void download(Random random, int faults, String what) throws IOException {
        byte[] content = Downloads.content(random.nextLong(), 1 + random.nextInt(random.nextBoolean() ? 40 : 600_000));
        try (HostileServer server = new HostileServer().with("/file", content);
                HostileServer other =
                        new HostileServer().with("/file", content).with("/wrong", new byte[content.length])) {
            List<URI> elsewhere = List.of(
                    URI.create("http://localhost:" + other.port() + "/file"),
                    URI.create("http://localhost:" + other.port() + "/wrong"),
                    other.address("/nothing"),
                    server.address("/file"));
            for (int i = 0; i < faults; i++) {
                server.then(Misdeeds.random(random, elsewhere));
            }
            Path target = temp.resolve(what.replaceAll("\\W", "-")).resolve("file");
            Token token = new Token(server.address("/"), "secret");
            Wanted wanted =
                    Downloads.wanted(server.address("/file"), content, target).with(Optional.of(token));
            boolean behaves = false;
            while (!target.toFile().exists()) {
                assertThat(behaves)
                        .as("%s fails though the server behaves", what)
                        .isFalse();
                behaves = server.remaining() == 0;
                attempt(wanted, what);
            }
            assertThat(target).as(what).hasBinaryContent(content);
            assertThat(target.getParent().toFile().list()).as(what).containsExactly("file");
            assertThat(server.requests())
                    .as(what)
                    .allMatch(request -> request.header("authorization").equals("Bearer secret"));
            assertThat(other.requests())
                    .as(what)
                    .allMatch(request -> request.header("authorization").isEmpty());
        }
    }

    private void attempt(Wanted wanted, String what) {
        long start = System.nanoTime();
        try {
            new Downloader(Downloads.impatient(), temp.resolve("locks"), DownloadListener.LOG).fetch(wanted);
        } catch (DownloadException e) {
            assertThat(wanted.target()).as(what).doesNotExist();
        }
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        // As many attempts as misdeeds, each of which may be silent; and room for a machine that is busy.
        Duration most = Downloads.SILENCE.multipliedBy(MOST_AT_ONCE + 2).plusSeconds(20);
        assertThat(took).as(what).isLessThan(most);
    }
}
