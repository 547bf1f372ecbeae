package dev.figment.plugin.gpt.files;

import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.UUID;

/** A file that lies hidden beside its place until it is published, whole. */
public final class NewFile implements AutoCloseable {
    private final Path hidden;
    private final Path target;

    private NewFile(Path hidden, Path target) {
        this.hidden = hidden;
        this.target = target;
    }

    /**
     * Writes it beside its place, to the disk.
     *
     * @throws FigmentException if it cannot be written
     */
    public static NewFile write(Path target, byte[] content) {
        Path absolute = target.toAbsolutePath();
        Path folder = Objects.requireNonNullElse(absolute.getParent(), absolute);
        try {
            Files.createDirectories(folder);
            Path hidden = folder.resolve("." + target.getFileName() + "." + UUID.randomUUID() + ".part");
            NewFile file = new NewFile(hidden, absolute);
            try (FileChannel channel =
                    FileChannel.open(hidden, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                ByteBuffer bytes = ByteBuffer.wrap(content);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            } catch (IOException e) {
                file.close();
                throw e;
            }
            return file;
        } catch (IOException e) {
            throw unwritable(target, e);
        }
    }

    /** Gives it its name, in the place of a file that had it. */
    public void publish() {
        try {
            Files.move(hidden, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw unwritable(target, e);
        }
    }

    /** Removes it, unless it was published. */
    @Override
    public void close() {
        try {
            Files.deleteIfExists(hidden);
        } catch (IOException e) {
            throw unwritable(hidden, e);
        }
    }

    private static FigmentException unwritable(Path file, IOException cause) {
        return FigmentException.user(
                Problem.of("unwritable-file", file.toString(), "the file cannot be written: " + cause)
                        .fix("name a file in a folder that you may write to"),
                cause);
    }
}
