package org.example.melody.steps;

import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/** A file that lies hidden beside its place until it is published, whole. */
final class HiddenFile implements AutoCloseable {
    private final Path hidden;
    private final Path target;

    private HiddenFile(Path hidden, Path target) {
        this.hidden = hidden;
        this.target = target;
    }

    /**
     * @throws FigmentException if it cannot be written
     */
    static HiddenFile beside(Path target, byte[] content) {
        Path place = target.toAbsolutePath();
        Path hidden = place.resolveSibling("." + place.getFileName() + "." + UUID.randomUUID() + ".part");
        HiddenFile file = new HiddenFile(hidden, place);
        try {
            if (Files.isDirectory(place)) {
                throw new IOException("it is a folder");
            }
            Path folder = hidden.getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            Files.write(hidden, content);
            return file;
        } catch (IOException e) {
            file.close();
            throw unwritable(target, e);
        }
    }

    /** It takes its place, and that of an older file there. */
    void publish() {
        try {
            Files.move(hidden, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw unwritable(target, e);
        }
    }

    /** Nothing is left of it, unless it was published. */
    @Override
    public void close() {
        try {
            Files.deleteIfExists(hidden);
        } catch (IOException e) {
            // What could not be written there cannot be removed either.
        }
    }

    private static FigmentException unwritable(Path target, IOException e) {
        return FigmentException.user(
                Problem.of("cannot-write", target.toString(), "it cannot be written: " + e.getMessage())
                        .fix("choose another path"),
                e);
    }
}
