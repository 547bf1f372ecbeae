package dev.figment.core.data;

import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Downloads a dataset's file: from the first address that gives the right content. The file appears when all of it is
 * here and its digest is right. A download that was cut off goes on where it stopped, also in a later run; of several
 * processes one downloads while the others wait.
 */
final class Download {
    private static final int ATTEMPTS = 3;
    private static final Duration CONNECT = Duration.ofSeconds(20);
    private static final Duration ANSWER = Duration.ofSeconds(60);
    private static final Pattern CONTENT_RANGE = Pattern.compile("bytes (\\d{1,18})-\\d+/(?:\\d+|\\*)");

    /** A process cannot wait for its own lock on a file. */
    private static final Object ONE_AT_A_TIME = new Object();

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
        synchronized (ONE_AT_A_TIME) {
            HttpClient client = HttpClient.newBuilder()
                    .connectTimeout(CONNECT)
                    .followRedirects(HttpClient.Redirect.NORMAL)
                    .build();
            List<String> failures = new ArrayList<>();
            for (String address : asset.addresses()) {
                String failure = attempts(client, asset, address, target);
                if (failure.isEmpty()) {
                    asset.addresses().forEach(other -> PartialDownload.remove(target, other));
                    return;
                }
                failures.add(address + ": " + failure);
            }
            throw FigmentException.run(Problem.of(
                            "download-failed",
                            asset.file(),
                            "cannot download this file: " + String.join("; ", failures))
                    .fix("check the connection and run again, or put the file at " + target));
        }
    }

    /** What went wrong at last, or empty. */
    private String attempts(HttpClient client, DatasetRegistry.Asset asset, String address, Path target) {
        String failure = "";
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            try (PartialDownload part = PartialDownload.open(target, address)) {
                if (Files.isRegularFile(target)) {
                    return "";
                }
                listener.begins(asset.file(), address);
                return attempt(client, asset, address, part);
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
    private String attempt(HttpClient client, DatasetRegistry.Asset asset, String address, PartialDownload part)
            throws IOException, InterruptedException {
        long here = part.size();
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(address)).timeout(ANSWER);
        if (here > 0) {
            request.header("Range", "bytes=" + here + "-");
        }
        HttpResponse<InputStream> response = client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream body = response.body()) {
            int status = response.statusCode();
            if (status >= 500) {
                throw new IOException("status " + status);
            }
            boolean nothingMore = status == 416 && here > 0;
            if (status != 200 && status != 206 && !nothingMore) {
                return "status " + status;
            }
            if (!nothingMore) {
                receive(response, body, status == 206 ? here : 0, asset, part);
            }
        }
        String wrong = part.difference(asset.sha256());
        if (wrong.isEmpty()) {
            part.complete();
            return "";
        }
        part.continueAt(0);
        if (here > 0) {
            throw new IOException("what came earlier does not fit: " + wrong);
        }
        return wrong;
    }

    /** Reads an answer to its end. */
    private void receive(
            HttpResponse<?> response, InputStream body, long from, DatasetRegistry.Asset asset, PartialDownload part)
            throws IOException {
        if (from > 0 && from != first(response)) {
            part.continueAt(0);
            throw new IOException("another part than was asked for");
        }
        part.continueAt(from);
        long length = response.headers().firstValueAsLong("Content-Length").orElse(-1);
        long total = length < 0 ? -1 : from + length;
        byte[] buffer = new byte[1 << 16];
        long received = from;
        for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
            part.append(buffer, read);
            received += read;
            listener.received(asset.file(), received, total);
        }
    }

    /** The position of the first byte of a part; -1 where the server does not say. */
    private static long first(HttpResponse<?> response) {
        Matcher range = CONTENT_RANGE.matcher(
                response.headers().firstValue("Content-Range").orElse(""));
        return range.matches() ? Long.parseLong(range.group(1)) : -1;
    }
}
