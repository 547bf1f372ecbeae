package dev.figment.core.data;

import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import dev.figment.core.io.AtomicFile;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Downloads a dataset's file: from the first address that gives the right content. The file appears when all of it is
 * here and its digest is right; two processes may do so at once, the second replaces the first's with the same content.
 */
final class Download {
    private static final int ATTEMPTS = 3;
    private static final Duration CONNECT = Duration.ofSeconds(20);
    private static final Duration ANSWER = Duration.ofSeconds(60);

    private final DownloadListener listener;

    Download(DownloadListener listener) {
        this.listener = listener;
    }

    /**
     * Downloads to a target.
     *
     * @throws FigmentException if no address gives the file; it says what each answered
     */
    void fetch(DatasetRegistry.Asset asset, Path target) {
        HttpClient client = HttpClient.newBuilder()
                .connectTimeout(CONNECT)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
        List<String> failures = new ArrayList<>();
        for (String address : asset.addresses()) {
            String failure = attempts(client, asset, address, target);
            if (failure.isEmpty()) {
                return;
            }
            failures.add(address + ": " + failure);
        }
        throw FigmentException.run(
                Problem.of("download-failed", asset.file(), "cannot download this file: " + String.join("; ", failures))
                        .fix("check the connection and run again, or put the file at " + target));
    }

    /** What went wrong at last, or empty. */
    private String attempts(HttpClient client, DatasetRegistry.Asset asset, String address, Path target) {
        String failure = "";
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            try {
                listener.begins(asset.file(), address);
                return attempt(client, asset, address, target);
            } catch (IOException e) {
                failure = e instanceof HttpTimeoutException
                        ? "no answer in time"
                        : e.getClass().getSimpleName() + (e.getMessage() == null ? "" : " (" + e.getMessage() + ")");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw FigmentException.run(Problem.of("interrupted", asset.file(), "the download was interrupted"), e);
            }
        }
        return failure;
    }

    /** What is wrong with the answer so that asking again is of no use, or empty. */
    private String attempt(HttpClient client, DatasetRegistry.Asset asset, String address, Path target)
            throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(address)).timeout(ANSWER).build();
        HttpResponse<InputStream> response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream body = response.body()) {
            if (response.statusCode() >= 500) {
                throw new IOException("status " + response.statusCode());
            }
            if (response.statusCode() != 200) {
                return "status " + response.statusCode();
            }
            long total = response.headers().firstValueAsLong("Content-Length").orElse(-1);
            return receive(body, total, asset, target);
        }
    }

    private String receive(InputStream body, long total, DatasetRegistry.Asset asset, Path target) throws IOException {
        try (AtomicFile file = AtomicFile.create(target)) {
            byte[] buffer = new byte[1 << 16];
            long received = 0;
            for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
                file.output().write(buffer, 0, read);
                received += read;
                listener.received(asset.file(), received, total);
            }
            String wrong = difference(asset, file.staged(), received);
            if (wrong.isEmpty()) {
                file.commit();
            }
            return wrong;
        }
    }

    private static String difference(DatasetRegistry.Asset asset, Path staged, long received) {
        try {
            String sha256 = Content.sha256(staged);
            return sha256.equals(asset.sha256())
                    ? ""
                    : received + " bytes with sha-256 " + sha256 + ", not " + asset.sha256();
        } catch (IOException e) {
            return received + " bytes that cannot be unpacked (" + e.getMessage() + ")";
        }
    }
}
