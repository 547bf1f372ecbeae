package dev.figment.core.plugin.install;

import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import dev.figment.core.io.WriteProblems;
import dev.figment.core.plugin.archive.ArchiveLimits;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.LoggerFactory;

/** Downloads a plugin's zip; a server that falls silent or sends without an end is left. */
final class PluginDownload {
    private static final Duration CONNECT = Duration.ofSeconds(20);
    private static final Duration ANSWER = Duration.ofSeconds(60);
    private static final int ATTEMPTS = 3;

    private PluginDownload() {}

    /**
     * Downloads to a file.
     *
     * @throws FigmentException if the address is wrong (the user's fault), or nothing whole comes of it (the run's)
     */
    static void fetch(String address, Path target) {
        fetch(address, target, ANSWER);
    }

    /** The same, where a server may be silent for this long, and at most for twice as long. */
    static void fetch(String address, Path target, Duration silence) {
        URI uri = uri(address);
        LoggerFactory.getLogger(PluginDownload.class).info("downloading {}", address);
        HttpClient client = HttpClient.newBuilder()
                .connectTimeout(CONNECT)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
        IOException failure = new IOException("nothing was tried");
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            try {
                attempt(client, uri, target, silence);
                return;
            } catch (IOException e) {
                failure = e;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw FigmentException.run(Problem.of("interrupted", address, "the download was interrupted"), e);
            }
        }
        String what = failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
        throw FigmentException.run(
                Problem.of("download-failed", address, "cannot download this: " + what)
                        .fix("check the address and the connection, and run again"),
                failure);
    }

    private static URI uri(String address) {
        try {
            URI uri = URI.create(address);
            if (uri.getHost() == null) {
                throw new IllegalArgumentException("it names no host");
            }
            return uri;
        } catch (IllegalArgumentException e) {
            throw FigmentException.user(
                    Problem.of("wrong-address", address, "this is no address: " + e.getMessage())
                            .fix("write it as in https://example.org/plugins/demo.zip"),
                    e);
        }
    }

    private static void attempt(HttpClient client, URI uri, Path target, Duration silence)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(uri).timeout(silence).build();
        HttpResponse<InputStream> response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream body = response.body()) {
            int status = response.statusCode();
            if (status >= 500 || status == 429) {
                throw new IOException("the server answers with status " + status);
            }
            if (status != 200) {
                throw FigmentException.user(Problem.of(
                                "download-refused", uri.toString(), "the server answers with status " + status)
                        .fix(status == 404 ? "there is nothing at this address: check it" : "check the address"));
            }
            receive(body, uri, target, silence);
        }
    }

    private static void receive(InputStream body, URI uri, Path target, Duration silence) throws IOException {
        AtomicLong received = new AtomicLong();
        Timer timer = new Timer("plugin-download", true);
        timer.schedule(closing(body, received), silence.toMillis(), silence.toMillis());
        byte[] buffer = new byte[1 << 16];
        try (OutputStream out = open(target)) {
            for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
                if (received.addAndGet(read) > ArchiveLimits.PLUGINS.bytes()) {
                    throw FigmentException.user(Problem.of(
                                    "refused-plugin",
                                    uri.toString(),
                                    "it is larger than a plugin may be, " + (ArchiveLimits.PLUGINS.bytes() >> 20)
                                            + " MiB")
                            .fix("check the address"));
                }
                write(out, buffer, read, target);
            }
        } finally {
            timer.cancel();
        }
    }

    /** Closes a stream of which nothing has come since the last time. */
    private static TimerTask closing(InputStream body, AtomicLong received) {
        return new TimerTask() {
            private long before = -1;

            @Override
            public void run() {
                long now = received.get();
                if (now == before) {
                    try {
                        body.close();
                    } catch (IOException e) {
                        LoggerFactory.getLogger(PluginDownload.class).debug("could not close", e);
                    }
                }
                before = now;
            }
        };
    }

    private static OutputStream open(Path target) {
        try {
            return Files.newOutputStream(target);
        } catch (IOException e) {
            throw WriteProblems.of(target, e);
        }
    }

    private static void write(OutputStream out, byte[] bytes, int length, Path target) {
        try {
            out.write(bytes, 0, length);
        } catch (IOException e) {
            throw WriteProblems.of(target, e);
        }
    }
}
