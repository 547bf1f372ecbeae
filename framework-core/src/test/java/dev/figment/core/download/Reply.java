package dev.figment.core.download;

import dev.figment.core.io.Sha256;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The answer to one request, byte by byte. */
public final class Reply {
    private final Socket connection;
    private final BufferedReader in;
    private final byte @Nullable [] file;
    private final AtomicLong sent;
    private final OutputStream out;

    Reply(Socket connection, BufferedReader in, byte @Nullable [] file, AtomicLong sent) throws IOException {
        this.connection = connection;
        this.in = in;
        this.file = file;
        this.sent = sent;
        this.out = connection.getOutputStream();
    }

    /** The file that was asked for; null where there is none. */
    public byte @Nullable [] file() {
        return file;
    }

    /** The mark of a content. */
    static String mark(byte[] content) {
        Sha256 digest = new Sha256();
        digest.update(content, content.length);
        return "\"" + digest.hex().substring(0, 12) + "\"";
    }

    /** Sends a status and headers. */
    public void head(int status, String... headers) throws IOException {
        StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " Words\r\nConnection: close\r\n");
        for (String header : headers) {
            head.append(header).append("\r\n");
        }
        raw((head + "\r\n").getBytes(StandardCharsets.ISO_8859_1), Integer.MAX_VALUE);
    }

    /** Sends bytes as they are, at most so many. */
    void raw(byte[] bytes, int most) throws IOException {
        out.write(bytes, 0, Math.min(bytes.length, most));
        out.flush();
    }

    /** Sends a part of a body. */
    public void body(byte[] bytes, int from, int count) throws IOException {
        out.write(bytes, from, count);
        out.flush();
        sent.addAndGet(count);
    }

    /** Sends a content, or what is asked for of it, and stops at a position. */
    public void file(HostileServer.Request request, byte[] content, int end) throws IOException {
        int from = from(request, content);
        if (from > 0 && from >= content.length) {
            head(416, "Content-Length: 0");
            return;
        }
        String mark = "ETag: " + mark(content);
        String length = "Content-Length: " + (content.length - from);
        if (from > 0) {
            head(206, mark, length, "Content-Range: bytes " + from + "-" + (content.length - 1) + "/" + content.length);
        } else {
            head(200, mark, length);
        }
        body(content, from, Math.max(0, Math.min(end, content.length) - from));
    }

    /** Where what is asked for begins. */
    static int from(HostileServer.Request request, byte[] content) {
        String range = request.header("range").replaceAll("\\D", "");
        String mark = request.header("if-range");
        return range.isEmpty() || (!mark.isEmpty() && !mark.equals(mark(content))) ? 0 : Integer.parseInt(range);
    }

    /** Ends the connection so that the client sees it as a failure. */
    void reset() throws IOException {
        connection.setSoLinger(true, 0);
        connection.close();
    }

    /** Sends nothing more until the client goes. */
    public void stall() throws IOException {
        while (in.read() >= 0) {
            // Whatever it sends.
        }
    }
}
