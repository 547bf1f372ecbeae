package dev.figment.core.zoo;

import dev.figment.core.download.DownloadListener;
import dev.figment.core.download.DownloadSettings;
import dev.figment.core.download.Downloader;
import dev.figment.core.download.Downloads;
import dev.figment.core.download.HostileServer;
import dev.figment.core.zoo.registry.IndexEntry;
import dev.figment.core.zoo.registry.Registries;
import dev.figment.core.zoo.registry.RegistryAddress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A registry on this machine, whose models have a few files of random bytes. */
public final class TinyRegistry implements AutoCloseable {
    public final HostileServer server = new HostileServer();
    private final StringBuilder index = new StringBuilder("format: 1\nowner: somebody\nmodels:\n");

    public TinyRegistry() throws IOException {
        server.with(
                "/index.yaml", index.toString().replace("models:", "models: []").getBytes(StandardCharsets.UTF_8));
    }

    /** What is in a file of a model. */
    static byte[] content(String name, String version, String file, int size) {
        return Downloads.content((name + version + file).hashCode(), size);
    }

    /** Lists a model with these files of so many bytes each. */
    public TinyRegistry with(String name, String version, int size, String... files) {
        Map<String, byte[]> contents = new LinkedHashMap<>();
        StringBuilder card = new StringBuilder("""
                name: %s
                version: %s
                task: image-generation
                summary: Digits of %s
                plugin: { id: vae }
                use: vae
                licence: Apache-2.0
                data: { name: MNIST, source: https://example.org, licence: CC0-1.0, digest: "sha256:00" }
                training: train.yaml
                evaluation: { config: evaluate.yaml, command: figment zoo evaluate, metrics: { error: 1.5 } }
                files:
                """.formatted(name, version, version));
        for (String file : files) {
            byte[] content = content(name, version, file, size);
            contents.put(file, content);
            card.append("  %s: { size: %d, sha256: %s }\n".formatted(file, size, Downloads.sha256(content)));
        }
        byte[] bytes = card.toString().getBytes(StandardCharsets.UTF_8);
        String folder = "/models/" + name + "/" + version + "/";
        contents.forEach((file, content) -> server.with(folder + file, content));
        server.with(folder + "card.yaml", bytes);
        return listing(new IndexEntry(
                name,
                version,
                "image-generation",
                "Digits of " + version,
                "Apache-2.0",
                "models/" + name + "/" + version,
                (long) size * files.length,
                Downloads.sha256(bytes)));
    }

    /** Lists a model as it is said. */
    TinyRegistry listing(IndexEntry entry) {
        index.append("""
                  - name: %s
                    version: %s
                    task: %s
                    summary: %s
                    licence: %s
                    address: %s
                    size: %d
                    sha256: %s
                    mirrors: [a key that a later version may have]
                """.formatted(
                        entry.name(),
                        entry.version(),
                        entry.task(),
                        entry.summary(),
                        entry.licence(),
                        entry.address(),
                        entry.size(),
                        entry.sha256()));
        server.with("/index.yaml", index.toString().getBytes(StandardCharsets.UTF_8));
        return this;
    }

    public RegistryAddress address(String name, int priority, @Nullable String token) {
        return new RegistryAddress(name, server.address("/index.yaml").toString(), priority, token);
    }

    /** This registry alone, as a user has it. */
    RegistryModels models(Path home, DownloadSettings settings) {
        Downloader downloader = new Downloader(settings, home.resolve("cache/locks"), DownloadListener.LOG);
        return new RegistryModels(
                () -> new Registries(
                        List.of(address("lab", 0, null)), downloader, home.resolve("cache/registries"), name -> null),
                new ModelStore(home.resolve("models")),
                downloader);
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
