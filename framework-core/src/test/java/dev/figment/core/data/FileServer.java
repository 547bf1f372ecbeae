package dev.figment.core.data;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A server on this machine that gives one file; how it answers is said request by request. */
final class FileServer implements AutoCloseable {
    /** For a client that never says what it has. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Deque<Answer> answers = new ArrayDeque<>();
    private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
    private long arrived;

    /** Answers one request. */
    interface Answer {
        void to(HttpExchange exchange) throws IOException;
    }

    FileServer(byte[] content) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            String range = exchange.getRequestHeaders().getFirst("Range");
            requests.add(exchange.getRequestURI().getPath() + (range == null ? "" : " " + range));
            Answer next;
            synchronized (answers) {
                next = answers.isEmpty() ? whole(content) : answers.remove();
            }
            try (exchange) {
                next.to(exchange);
            }
        });
        server.start();
    }

    String address(String path) {
        return "http://" + server.getAddress().getAddress().getHostAddress() + ":"
                + server.getAddress().getPort() + path;
    }

    /** What was asked for, in order: the path and the range. */
    List<String> requests() {
        return List.copyOf(requests);
    }

    /** Answers the next requests like this; after these, each gets what it asks for. */
    FileServer then(Answer... next) {
        synchronized (answers) {
            answers.addAll(Arrays.asList(next));
        }
        return this;
    }

    /** The file, or the range of it that is asked for. */
    static Answer whole(byte[] content) {
        return exchange -> {
            String range = exchange.getRequestHeaders().getFirst("Range");
            int from = range == null ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
            if (from >= content.length) {
                exchange.sendResponseHeaders(416, -1);
                return;
            }
            if (range != null) {
                exchange.getResponseHeaders()
                        .set("Content-Range", "bytes " + from + "-" + (content.length - 1) + "/" + content.length);
            }
            exchange.sendResponseHeaders(range == null ? 200 : 206, content.length - from);
            exchange.getResponseBody().write(content, from, content.length - from);
        };
    }

    /** The file from its beginning, as servers do that know no ranges. */
    static Answer fromBeginning(byte[] content) {
        return exchange -> {
            exchange.sendResponseHeaders(200, content.length);
            exchange.getResponseBody().write(content);
        };
    }

    /** A part of what is asked for, then the connection ends: once the part has {@link #arrived}, lest Java discard it. */
    Answer cutOff(byte[] content, int bytes) {
        return exchange -> {
            String range = exchange.getRequestHeaders().getFirst("Range");
            int from = range == null ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
            exchange.getResponseHeaders()
                    .set("Content-Range", "bytes " + from + "-" + (content.length - 1) + "/" + content.length);
            exchange.sendResponseHeaders(range == null ? 200 : 206, content.length - from);
            exchange.getResponseBody().write(content, from, bytes);
            exchange.getResponseBody().flush();
            awaitArrival(from + bytes);
        };
    }

    /** To be told how much of the file the client has. */
    synchronized void arrived(long bytes) {
        arrived = bytes;
        notifyAll();
    }

    private synchronized void awaitArrival(long bytes) throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try {
            while (arrived < bytes && System.nanoTime() < deadline) {
                wait(PATIENCE.toMillis());
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    static Answer status(int status) {
        return exchange -> exchange.sendResponseHeaders(status, -1);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdown();
    }
}
