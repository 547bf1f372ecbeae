package dev.figment.core.io;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * SHA-256 of files. Hashing is slow in a Java that has just started, so that a file which had the digest that was expected is
 * noted with its path, size and time of change, and is hashed again only when one of them differs.
 */
public final class KnownDigests {
    private static final Logger LOG = LoggerFactory.getLogger(KnownDigests.class);
    private static final int PART = 1 << 16;

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
        String found = compute(file);
        if (found.equals(expected)) {
            write(note, line);
        }
        return found;
    }

    /** The digest of a file, whether it is noted or not: 64 hexadecimal digits in lower case. */
    public static String compute(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[PART];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
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
