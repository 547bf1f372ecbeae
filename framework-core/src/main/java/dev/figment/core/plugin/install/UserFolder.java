package dev.figment.core.plugin.install;

import dev.figment.core.io.AtomicFile;
import dev.figment.core.io.WriteProblems;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The user's folder of plugins. Beside the plugins it has, hidden: a lock, so that one process changes it at a time; a
 * record of each installed plugin, named by the digest of its zip; and, while something is installed, a folder for what is
 * not finished.
 */
final class UserFolder {
    private static final Logger LOG = LoggerFactory.getLogger(UserFolder.class);
    private static final String STAGING = ".installing-";
    private static final String PART = ".part";

    /** A process cannot wait for its own lock on a file. */
    private static final Object ONE_AT_A_TIME = new Object();

    private final JsonMapper json = new JsonMapper();
    private final Path folder;
    private final Path records;

    UserFolder(Path folder) {
        this.folder = folder.toAbsolutePath().normalize();
        this.records = this.folder.resolve(".installed");
    }

    Path path() {
        return folder;
    }

    /** Where a plugin's zip is put. */
    Path zip(String id) {
        return folder.resolve(id + ".zip");
    }

    /** Does something while no other process changes the folder, after what others left unfinished is removed. */
    <T> T exclusively(Supplier<T> work) {
        synchronized (ONE_AT_A_TIME) {
            Path lock = folder.resolve(".lock");
            try {
                Files.createDirectories(folder);
                try (FileChannel channel =
                        FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                    // Ends with the process, however that ends.
                    if (channel.tryLock() == null) {
                        LOG.info("waiting for another process that changes the plugins in {}", folder);
                        channel.lock();
                    }
                    removeLeftovers();
                    return work.get();
                }
            } catch (IOException e) {
                throw WriteProblems.of(lock, e);
            }
        }
    }

    private void removeLeftovers() throws IOException {
        for (Path path : list(folder)) {
            String name = path.getFileName().toString();
            if (name.startsWith(STAGING) || (name.startsWith(".") && name.endsWith(PART))) {
                delete(path);
            }
        }
        for (Path path : list(folder.resolveSibling("."))) {
            String name = path.getFileName().toString();
            if (name.startsWith("." + Trust.FILE + ".") && name.endsWith(PART)) {
                delete(path);
            }
        }
        Set<String> plugins =
                list(folder).stream().map(path -> path.getFileName().toString()).collect(Collectors.toSet());
        for (Path path : list(records)) {
            // A record is written just before its zip takes its place.
            boolean orphan = read(path)
                    .map(record ->
                            !plugins.contains(zip(record.id()).getFileName().toString()))
                    .orElse(true);
            if (orphan) {
                delete(path);
            }
        }
    }

    /** A new folder for what is not finished. */
    Path stage() throws IOException {
        return Files.createTempDirectory(folder, STAGING);
    }

    /** Every record there is. */
    List<InstallRecord> records() {
        try {
            return list(records).stream()
                    .flatMap(path -> read(path).stream())
                    .sorted(Comparator.comparing(InstallRecord::id))
                    .toList();
        } catch (IOException e) {
            LOG.warn("the records of installed plugins in {} cannot be read", records, e);
            return List.of();
        }
    }

    /** The record of a zip of this digest. */
    Optional<InstallRecord> record(String sha256) {
        return records().stream()
                .filter(record -> record.sha256().equals(sha256))
                .findFirst();
    }

    void write(InstallRecord record) {
        AtomicFile.write(
                records.resolve(record.sha256() + ".json"),
                json.writerWithDefaultPrettyPrinter().writeValueAsString(record).getBytes(StandardCharsets.UTF_8));
    }

    /** Removes the records of a plugin but the one of this digest; of all, where it is empty. */
    void forget(String id, String except) {
        for (InstallRecord record : records()) {
            if (record.id().equals(id) && !record.sha256().equals(except)) {
                delete(records.resolve(record.sha256() + ".json"));
            }
        }
    }

    private Optional<InstallRecord> read(Path path) {
        try {
            return Optional.of(json.readValue(Files.readAllBytes(path), InstallRecord.class));
        } catch (IOException | JacksonException e) {
            LOG.debug("{} is no record", path, e);
            return Optional.empty();
        }
    }

    private static List<Path> list(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> paths = Files.list(folder)) {
            return paths.sorted().toList();
        }
    }

    /** Removes a file or a folder; what cannot be removed now is removed the next time. */
    static void delete(Path path) {
        try {
            if (Files.isDirectory(path, java.nio.file.LinkOption.NOFOLLOW_LINKS)) {
                for (Path inside : list(path)) {
                    delete(inside);
                }
            }
            Files.deleteIfExists(path);
        } catch (IOException e) {
            LOG.debug("could not remove {}", path, e);
        }
    }
}
