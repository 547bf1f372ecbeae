package dev.figment.cli;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;

/** A registry on this machine, whose models are those of a {@link TinyZoo} in a folder. */
final class TinyRegistry implements AutoCloseable {
    private final Path folder;
    private final HttpServer server;
    private final StringBuilder index = new StringBuilder("format: 1\nmodels:\n");
    private final List<String> requests = Collections.synchronizedList(new ArrayList<>());

    /**
     * @param folder its models are written there
     */
    TinyRegistry(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            requests.add(exchange.getRequestURI().getPath());
            Path file = folder.resolve(exchange.getRequestURI().getPath().substring(1));
            try (exchange) {
                if (Files.isRegularFile(file)) {
                    byte[] content = Files.readAllBytes(file);
                    exchange.sendResponseHeaders(200, content.length);
                    exchange.getResponseBody().write(content);
                } else {
                    exchange.sendResponseHeaders(404, -1);
                }
            }
        });
        server.start();
    }

    /** Lists a model in version 1.0.0. */
    TinyRegistry with(String name) throws IOException {
        Path model = TinyZoo.write(folder, name);
        index.append("  - { name: ")
                .append(name)
                .append(", version: 1.0.0, task: image-generation, summary: Two numbers for an image,\n")
                .append("      licence: Apache-2.0, size: 1000, address: ")
                .append(name)
                .append(", sha256: ")
                .append(sha256(Files.readAllBytes(model.resolve("card.yaml"))))
                .append(" }\n");
        Files.writeString(folder.resolve("index.yaml"), index);
        return this;
    }

    /** The user's config that names it. */
    String config() {
        return "registries:\n  - { name: lab, index: '" + address("/index.yaml") + "' }\n";
    }

    String address(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    /** The paths that were asked for. */
    List<String> requests() {
        return List.copyOf(requests);
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
