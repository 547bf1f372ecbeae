package dev.figment.core.plugin;

import dev.figment.api.error.FigmentException;
import dev.figment.core.io.AtomicFile;
import dev.figment.core.io.FileStamp;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.pf4j.PluginDependency;
import org.slf4j.LoggerFactory;

/**
 * Remembers what plugins brought when they were loaded, so that those which a config does not use are not even opened. A
 * plugin is known as long as its file, or every file of its folder, is what it was. The file is in a form of its own, since it
 * is read at each start.
 */
final class PluginIndex {
    /** Changes with the form and with Figment. */
    private final String format;

    private final Path file;
    private final Map<Path, Entry> entries = new LinkedHashMap<>();
    private boolean changed;

    /**
     * What is remembered of a plugin that worked.
     *
     * @param stamp of its file or folder
     * @param files whether it brings anything beside its classes
     * @param dependencies as {@code plugin.dependencies} has them
     */
    record Entry(
            String stamp,
            String id,
            String version,
            String description,
            List<PluginDependency> dependencies,
            List<Offer> offers,
            boolean files) {
        Entry {
            dependencies = List.copyOf(dependencies);
            offers = List.copyOf(offers);
        }
    }

    /**
     * Reads what is remembered; nothing, where that cannot be read.
     *
     * @param cache the folder that the index lies in
     */
    PluginIndex(Path cache, String figment) {
        this.file = cache.resolve("plugin-index");
        this.format = "figment plugins 2 " + figment;
        if (Files.isRegularFile(file)) {
            try {
                read(Files.readAllBytes(file));
            } catch (IOException | IllegalArgumentException e) {
                LoggerFactory.getLogger(PluginIndex.class).debug("{} is not used", file, e);
                entries.clear();
            }
        }
    }

    /** What is remembered of a plugin; empty where nothing is, or it has changed since. */
    Optional<Entry> find(Path plugin) {
        Entry entry = entries.get(plugin);
        return entry != null && entry.stamp.equals(stamp(plugin)) ? Optional.of(entry) : Optional.empty();
    }

    /** The state of a plugin's files; has to be asked for before they are read. */
    static String stamp(Path plugin) {
        try {
            return FileStamp.of(plugin);
        } catch (IOException e) {
            return "unreadable";
        }
    }

    void put(Path plugin, Entry entry) {
        changed |= !entry.equals(entries.put(plugin, entry));
    }

    void remove(Path plugin) {
        changed |= entries.remove(plugin) != null;
    }

    /** Writes what has changed; where that is not possible, plugins are loaded at each start. */
    void save() {
        if (!changed) {
            return;
        }
        entries.keySet().removeIf(plugin -> !Files.exists(plugin));
        try {
            removeLeftovers();
            AtomicFile.write(file, bytes());
        } catch (IOException | FigmentException e) {
            LoggerFactory.getLogger(PluginIndex.class).debug("{} cannot be written", file, e);
        }
        changed = false;
    }

    /** What processes that were killed have begun. One that another process is writing just now is given up by it, without harm. */
    private void removeLeftovers() throws IOException {
        Path cache = file.toAbsolutePath().getParent();
        if (cache == null || !Files.isDirectory(cache)) {
            return;
        }
        try (DirectoryStream<Path> begun = Files.newDirectoryStream(cache, "." + file.getFileName() + ".*.part")) {
            for (Path left : begun) {
                Files.deleteIfExists(left);
            }
        }
    }

    private byte[] bytes() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeUTF(format);
        out.writeInt(entries.size());
        for (Map.Entry<Path, Entry> each : entries.entrySet()) {
            Entry entry = each.getValue();
            out.writeUTF(each.getKey().toString());
            out.writeUTF(entry.stamp);
            out.writeUTF(entry.id);
            out.writeUTF(entry.version);
            out.writeUTF(entry.description);
            out.writeInt(entry.dependencies.size());
            for (PluginDependency dependency : entry.dependencies) {
                out.writeUTF(dependency.getPluginId() + (dependency.isOptional() ? "?" : "") + "@"
                        + dependency.getPluginVersionSupport());
            }
            out.writeInt(entry.offers.size());
            for (Offer offer : entry.offers) {
                out.writeUTF(offer.kind());
                out.writeUTF(offer.name());
                out.writeUTF(offer.description());
            }
            out.writeBoolean(entry.files);
        }
        return bytes.toByteArray();
    }

    private void read(byte[] bytes) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
        if (!in.readUTF().equals(format)) {
            return;
        }
        for (int left = in.readInt(); left > 0; left--) {
            Path plugin = path(in.readUTF());
            String stamp = in.readUTF();
            String id = in.readUTF();
            String version = in.readUTF();
            String description = in.readUTF();
            List<PluginDependency> dependencies = new ArrayList<>();
            for (int more = in.readInt(); more > 0; more--) {
                dependencies.add(new PluginDependency(in.readUTF()));
            }
            List<Offer> offers = new ArrayList<>();
            for (int more = in.readInt(); more > 0; more--) {
                offers.add(new Offer(in.readUTF(), in.readUTF(), in.readUTF()));
            }
            entries.put(plugin, new Entry(stamp, id, version, description, dependencies, offers, in.readBoolean()));
        }
    }

    private static Path path(String text) throws IOException {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new IOException("not a path", e);
        }
    }
}
