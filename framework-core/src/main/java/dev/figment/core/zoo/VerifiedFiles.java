package dev.figment.core.zoo;

import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
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
 * Checks files against their cards. Hashing is slow in a Java that has just started, so that a file which was found good
 * is noted with its path, size and time of change, and is hashed again only when one of them differs.
 */
final class VerifiedFiles {
    private static final Logger LOG = LoggerFactory.getLogger(VerifiedFiles.class);

    private final Path notes;

    VerifiedFiles(Path cache) {
        this.notes = cache.resolve("verified");
    }

    /**
     * @param file its name in the card
     * @throws FigmentException if the file is not what the card says, or the card does not name it
     */
    void check(Path path, String file, Card card) {
        check(path, file, card, false);
    }

    /** As {@link #check}, whether the file was found good before or not. */
    void checkAnew(Path path, String file, Card card) {
        check(path, file, card, true);
    }

    private void check(Path path, String file, Card card, boolean anew) {
        Card.Content content = card.files().get(file);
        if (content == null) {
            throw FigmentException.user(
                    Problem.of("unknown-model-file", path.toString(), "the model's card does not name this file")
                            .suggesting(file, card.files().keySet())
                            .fix("add it to the card with its size and sha256"));
        }
        try {
            check(path, content, anew);
        } catch (IOException e) {
            throw FigmentException.user(
                    Problem.of("unreadable-file", path.toString(), "the model's file cannot be read: " + e)
                            .fix("make it readable"),
                    e);
        }
    }

    private void check(Path path, Card.Content content, boolean anew) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
        if (attributes.size() != content.size()) {
            String kind = attributes.size() < content.size() ? "truncated" : "too long";
            throw damaged(
                    path,
                    "the file is " + kind + ": " + attributes.size() + " bytes, and the card says " + content.size());
        }
        Path note = notes.resolve(content.sha256());
        String line = attributes.size() + " " + attributes.lastModifiedTime() + " " + path.toAbsolutePath();
        if (!anew && Files.isRegularFile(note) && Files.readString(note).equals(line)) {
            return;
        }
        String found = sha256(path);
        if (!found.equals(content.sha256())) {
            throw damaged(path, "the file's SHA-256 is " + found + ", and the card says " + content.sha256());
        }
        write(note, line);
    }

    private static FigmentException damaged(Path path, String message) {
        return FigmentException.user(Problem.of("damaged-model", path.toString(), message)
                .fix("get the file again; if it was changed on purpose, correct size and sha256 in its card.yaml"));
    }

    private static void write(Path note, String line) {
        Path beside = note.resolveSibling(
                note.getFileName() + "." + ProcessHandle.current().pid());
        try {
            Files.createDirectories(beside.getParent());
            Files.writeString(beside, line);
            Files.move(beside, note, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            LOG.debug("it could not be noted that a model was verified, so it will be again: {}", e.toString());
        }
    }

    static String sha256(Path path) throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[1 << 16];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
