package dev.figment.core.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * SHA-256 of files. Hashing is slow in a Java that has just started, so that a file which had the digest that was expected is
 * noted with its path, size and time of change, and is hashed again only when one of them differs.
 */
public final class KnownDigests {
    private static final Logger LOG = LoggerFactory.getLogger(KnownDigests.class);

    private final Path notes;

    /**
     * @param cache where notes are kept; made when first needed
     */
    public KnownDigests(Path cache) {
        this.notes = cache.resolve("verified");
    }

    /**
     * The digest of a file.
     *
     * @param expected 64 hexadecimal digits in lower case
     */
    public String of(Path file, String expected) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        Path note = notes.resolve(expected);
        String line = attributes.size() + " " + attributes.lastModifiedTime() + " " + file.toAbsolutePath();
        if (Files.isRegularFile(note) && Files.readString(note).equals(line)) {
            return expected;
        }
        String found = Sha256.of(file);
        if (found.equals(expected)) {
            write(note, line);
        }
        return found;
    }

    private static void write(Path note, String line) {
        Path beside = note.resolveSibling(
                note.getFileName() + "." + ProcessHandle.current().pid());
        try {
            Files.createDirectories(beside.getParent());
            Files.writeString(beside, line);
            Files.move(beside, note, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            LOG.debug("it could not be noted that a file was verified, so it will be again: {}", e.toString());
        }
    }
}
