package dev.figment.core.download;

import dev.figment.core.download.HostileServer.Misdeed;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/** What servers, and what is on the way to them, do wrong. */
final class Misdeeds {
    private Misdeeds() {}

    /** One at random; other servers are where it redirects to. */
    static Misdeed random(Random random, List<URI> elsewhere) {
        int at = random.nextInt(1 << 20);
        int flip = random.nextInt(1 << 20);
        return switch (random.nextInt(18)) {
            case 0 -> cut(at);
            case 1 ->
                (request, reply) -> {
                    reply.file(request, reply.file(), at % (reply.file().length + 1));
                    reply.reset();
                };
            case 2 -> (request, reply) -> reply.reset();
            case 3 -> (request, reply) -> reply.raw("HTTP/1.1 200 O".getBytes(StandardCharsets.US_ASCII), at % 15);
            case 4 -> length(1 + at % 5000);
            case 5 -> length(-1 - at % 5000);
            case 6 -> wrongByte(flip);
            case 7 -> (request, reply) -> reply.file(request, other(reply.file(), flip), Integer.MAX_VALUE);
            case 8 -> redirect(302, elsewhere.get(at % elsewhere.size()).toString());
            case 9 -> status(500 + at % 5);
            case 10 -> status(429);
            case 11 -> (request, reply) -> reply.head(503, "Retry-After: 0", "Content-Length: 0");
            case 12 -> (request, reply) -> reply.stall();
            case 13 -> stall(at);
            case 14 ->
                (request, reply) -> {
                    reply.head(206, "Content-Range: bytes 7-9/10", "Content-Length: 3");
                    reply.body(new byte[3], 0, 3);
                };
            case 15 ->
                (request, reply) -> {
                    reply.head(200, "Content-Length: " + reply.file().length);
                    reply.body(reply.file(), 0, reply.file().length);
                };
            case 16 -> chunks(at);
            default -> (request, reply) -> reply.head(200, "Content-Length: 0");
        };
    }

    /** The connection ends when so much of the file is there. */
    static Misdeed cut(int at) {
        return (request, reply) -> reply.file(request, reply.file(), at % (reply.file().length + 1));
    }

    static Misdeed status(int status, String... headers) {
        return (request, reply) -> {
            String[] all = java.util.Arrays.copyOf(headers, headers.length + 1);
            all[headers.length] = "Content-Length: 0";
            reply.head(status, all);
        };
    }

    static Misdeed redirect(int status, String to) {
        return status(status, "Location: " + to);
    }

    /** It sends so much, and then nothing. */
    static Misdeed stall(int at) {
        return (request, reply) -> {
            reply.file(request, reply.file(), at % reply.file().length);
            reply.stall();
        };
    }

    /** A length that is wrong by so much. */
    private static Misdeed length(int by) {
        return (request, reply) -> {
            int from = Reply.from(request, reply.file());
            int length = Math.max(0, reply.file().length - from + by);
            String range = "Content-Range: bytes " + from + "-" + (from + length - 1) + "/" + (from + length);
            reply.head(from > 0 ? 206 : 200, "Content-Length: " + length, range);
            reply.body(reply.file(), Math.min(from, reply.file().length), Math.min(length, reply.file().length - from));
        };
    }

    private static Misdeed wrongByte(int at) {
        return (request, reply) -> {
            byte[] wrong = reply.file().clone();
            wrong[at % wrong.length] ^= 1;
            int from = Reply.from(request, wrong);
            reply.head(
                    from > 0 ? 206 : 200,
                    "ETag: " + Reply.mark(reply.file()),
                    "Content-Length: " + (wrong.length - from),
                    "Content-Range: bytes " + from + "-" + (wrong.length - 1) + "/" + wrong.length);
            reply.body(wrong, from, wrong.length - from);
        };
    }

    /** Another content under the same address, with a mark of its own. */
    private static byte[] other(byte[] content, int at) {
        byte[] other = content.clone();
        other[at % other.length]++;
        return other;
    }

    /** Chunks of which the last is missing. */
    private static Misdeed chunks(int at) {
        return (request, reply) -> {
            int count = 1 + at % reply.file().length;
            reply.head(200, "Transfer-Encoding: chunked");
            reply.raw((Integer.toHexString(count) + "\r\n").getBytes(StandardCharsets.US_ASCII), Integer.MAX_VALUE);
            reply.body(reply.file(), 0, count);
            reply.raw("\r\n".getBytes(StandardCharsets.US_ASCII), Integer.MAX_VALUE);
        };
    }
}
