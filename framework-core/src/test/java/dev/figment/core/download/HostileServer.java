package dev.figment.core.download;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A server on this machine, written by hand so that it can do what no server should: each request is answered by the next
 * of the misdeeds that were asked for, and after these rightly, with ranges and marks. One request a connection.
 */
public final class HostileServer implements AutoCloseable {
    private final ServerSocket socket;
    private final Map<String, byte[]> files = new ConcurrentHashMap<>();
    private final Deque<Misdeed> misdeeds = new ArrayDeque<>();
    private final List<Request> requests = Collections.synchronizedList(new ArrayList<>());
    private final Set<Socket> open = Collections.synchronizedSet(new HashSet<>());
    private final AtomicLong sent = new AtomicLong();

    /** How one request is answered. */
    @FunctionalInterface
    public interface Misdeed {
        void answer(Request request, Reply reply) throws IOException;
    }

    /**
     * What was asked for.
     *
     * @param path or, of a proxy, the whole address
     * @param headers by name in lower case
     */
    public record Request(String path, Map<String, String> headers) {
        /** A header, or empty. */
        public String header(String name) {
            return headers.getOrDefault(name, "");
        }
    }

    public HostileServer() throws IOException {
        socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::accept, "hostile-server");
        thread.setDaemon(true);
        thread.start();
    }

    /** Gives a file from now on. */
    public HostileServer with(String path, byte[] content) {
        files.put(path, content);
        return this;
    }

    /** Answers the next requests like this. */
    public HostileServer then(Misdeed... next) {
        synchronized (misdeeds) {
            misdeeds.addAll(Arrays.asList(next));
        }
        return this;
    }

    /** How many misdeeds are to come. */
    int remaining() {
        synchronized (misdeeds) {
            return misdeeds.size();
        }
    }

    public URI address(String path) {
        return URI.create("http://127.0.0.1:" + socket.getLocalPort() + path);
    }

    int port() {
        return socket.getLocalPort();
    }

    /** All requests, in the order in which they came. */
    public List<Request> requests() {
        synchronized (requests) {
            return List.copyOf(requests);
        }
    }

    /** Paths and ranges of all requests. */
    public List<String> asked() {
        return requests().stream()
                .map(request -> (request.path() + " " + request.header("range")).strip())
                .toList();
    }

    /** Bytes of bodies that were sent. */
    public long sent() {
        return sent.get();
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket connection = socket.accept();
                open.add(connection);
                Thread thread = new Thread(() -> serve(connection), "hostile-connection");
                thread.setDaemon(true);
                thread.start();
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.ISO_8859_1));
            String line = in.readLine();
            if (line == null) {
                return;
            }
            Map<String, String> headers = new TreeMap<>();
            for (String header = in.readLine(); header != null && !header.isEmpty(); header = in.readLine()) {
                String[] parts = header.split(":\\s*", 2);
                headers.put(parts[0].toLowerCase(Locale.ROOT), parts[1]);
            }
            Request request = new Request(line.split(" ")[1], headers);
            requests.add(request);
            Misdeed next;
            synchronized (misdeeds) {
                next = misdeeds.isEmpty() ? HostileServer::rightly : misdeeds.remove();
            }
            byte[] file = files.get(decoded(request.path()));
            next.answer(request, new Reply(connection, in, file, sent));
            connection.shutdownOutput();
            in.readLine();
        } catch (IOException e) {
            // The client has gone.
        } finally {
            open.remove(connection);
        }
    }

    private static String decoded(String path) {
        return URI.create(path.replaceFirst("^http://[^/]*", "").replaceFirst("\\?.*", ""))
                .getPath();
    }

    /** As it should be. */
    public static void rightly(Request request, Reply reply) throws IOException {
        if (reply.file() == null) {
            reply.head(404, "Content-Length: 0");
            return;
        }
        reply.file(request, reply.file(), reply.file().length);
    }

    @Override
    public void close() throws IOException {
        socket.close();
        synchronized (open) {
            for (Socket connection : open) {
                connection.close();
            }
        }
    }
}
