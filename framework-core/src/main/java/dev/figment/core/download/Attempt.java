package dev.figment.core.download;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One request for what is missing of a file. */
final class Attempt {
    private static final int OK = 200;
    private static final int PARTIAL = 206;
    private static final int REQUEST_TIMEOUT = 408;
    private static final int RANGE_NOT_SATISFIABLE = 416;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERRORS = 500;
    private static final int CLIENT_ERRORS = 400;
    private static final Pattern CONTENT_RANGE = Pattern.compile("bytes (\\d{1,18})-(\\d{1,18})/(\\d{1,18}|\\*)");
    private static final Pattern SECONDS = Pattern.compile("\\d{1,9}");

    private final Wanted wanted;
    private final URI address;
    private final PartialFile part;
    private final DownloadSettings settings;
    private final DownloadListener listener;

    Attempt(Wanted wanted, URI address, PartialFile part, DownloadSettings settings, DownloadListener listener) {
        this.wanted = wanted;
        this.address = address;
        this.part = part;
        this.settings = settings;
        this.listener = listener;
    }

    /**
     * Brings the rest; the partial file is then whole and right.
     *
     * @throws Fault otherwise; what came is kept unless it is wrong
     */
    void run(Hops hops) throws IOException, InterruptedException {
        long here = part.size();
        boolean unknown = !wanted.check().certain() && part.mark().isEmpty();
        if (unknown || here > wanted.check().size().orElse(Long.MAX_VALUE)) {
            part.restart("");
            here = 0;
        }
        if (here == 0 || here != wanted.check().size().orElse(-1)) {
            request(hops, here);
        }
        String difference = part.difference(wanted.check());
        if (difference.isEmpty()) {
            return;
        }
        part.restart("");
        throw here > 0 ? Fault.passing("what came earlier does not fit: " + difference) : Fault.wrong(difference);
    }

    private void request(Hops hops, long here) throws IOException, InterruptedException {
        Map<String, String> headers = new LinkedHashMap<>();
        if (here > 0) {
            headers.put("Range", "bytes=" + here + "-");
            String mark = part.mark();
            if (!mark.isEmpty()) {
                headers.put("If-Range", mark);
            }
        }
        HttpResponse<Chunks> response = hops.get(address, headers, wanted.token());
        try (Chunks body = response.body()) {
            int status = response.statusCode();
            if (status == RANGE_NOT_SATISFIABLE && here > 0) {
                requireWhole();
                return;
            }
            requireGiven(status, response);
            if (status == PARTIAL) {
                receive(body, here, total(response, here));
            } else {
                long total =
                        response.headers().firstValueAsLong("Content-Length").orElse(-1);
                part.restart(mark(response));
                receive(body, 0, total);
            }
        }
    }

    /** The server has nothing more; whether all is here, the digest says. */
    private void requireWhole() throws IOException {
        if (!wanted.check().certain()) {
            part.restart("");
            throw Fault.passing("the server does not go on");
        }
    }

    private static void requireGiven(int status, HttpResponse<?> response) throws Fault {
        if (status == OK || status == PARTIAL) {
            return;
        }
        if (status >= SERVER_ERRORS || status == TOO_MANY_REQUESTS || status == REQUEST_TIMEOUT) {
            throw Fault.passing("status " + status, retryAfter(response));
        }
        throw status >= CLIENT_ERRORS ? Fault.refused("status " + status) : Fault.lasting("status " + status);
    }

    /** Seconds, or a date (RFC 9110, section 10.2.3). */
    private static Optional<Duration> retryAfter(HttpResponse<?> response) {
        String value = response.headers().firstValue("Retry-After").orElse("").strip();
        if (SECONDS.matcher(value).matches()) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(value)));
        }
        try {
            Duration until = Duration.between(
                    Instant.now(),
                    ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant());
            return Optional.of(until.isNegative() ? Duration.ZERO : until);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** The mark of the file's state, if it says that every byte is the same. */
    private static String mark(HttpResponse<?> response) {
        String tag = response.headers().firstValue("ETag").orElse("");
        return tag.startsWith("\"") ? tag : "";
    }

    /** The bytes of the whole file of which a part comes; -1 where the server does not say. */
    private long total(HttpResponse<?> response, long here) throws IOException {
        Matcher range = CONTENT_RANGE.matcher(
                response.headers().firstValue("Content-Range").orElse(""));
        if (here == 0 || !range.matches() || Long.parseLong(range.group(1)) != here) {
            part.restart("");
            throw Fault.passing("another part than was asked for");
        }
        return range.group(3).equals("*") ? -1 : Long.parseLong(range.group(3));
    }

    private void receive(Chunks body, long from, long total) throws IOException, InterruptedException {
        long expected = wanted.check().size().orElse(-1);
        if (expected >= 0 && total >= 0 && total != expected) {
            part.restart("");
            throw Fault.wrong("the server has " + total + " bytes, and " + expected + " are expected");
        }
        requireAllowed(total);
        if (total >= 0) {
            settings.space().require(wanted.target(), total - from);
        }
        part.goOn();
        long received = from;
        for (List<ByteBuffer> next = body.next(settings.silence());
                !next.isEmpty();
                next = body.next(settings.silence())) {
            long size = next.stream().mapToLong(ByteBuffer::remaining).sum();
            received += size;
            requireAllowed(received);
            if (expected >= 0 && received > expected) {
                part.restart("");
                throw Fault.wrong("more than the " + expected + " bytes that are expected");
            }
            for (ByteBuffer buffer : next) {
                part.append(buffer);
            }
            listener.received(wanted.name(), received, total);
        }
        if (total >= 0 && received < total) {
            throw Fault.passing("only " + received + " of " + total + " bytes came");
        }
    }

    private void requireAllowed(long bytes) throws IOException {
        if (bytes > wanted.most()) {
            part.restart("");
            throw Fault.lasting("it is larger than it may be, " + wanted.most() + " bytes");
        }
    }
}
