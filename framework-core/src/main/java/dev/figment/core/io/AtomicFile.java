package dev.figment.core.io;

import dev.figment.api.error.FigmentException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.slf4j.LoggerFactory;

/**
 * A file that is written beside its target and takes its place, whole and on the disk, at {@link #commit()}. Without a
 * commit nothing appears, and what was there before stays. One thread at a time.
 */
public final class AtomicFile implements AutoCloseable {
    private final Path target;
    private final Path staged;
    private final FileChannel channel;
    private final FileOutput output;

    private AtomicFile(Path target, Path staged, FileChannel channel) {
        this.target = target;
        this.staged = staged;
        this.channel = channel;
        this.output = new FileOutput(channel, target);
    }

    /**
     * Begins a file; folders above it are made when it takes its place. A target that is a symbolic link stays one: the file it points to is
     * replaced.
     *
     * @throws FigmentException if the target is a folder or a device, or cannot be written there
     */
    public static AtomicFile create(Path target) {
        try {
            Path real = OutputTargets.file(target);
            return Staging.change(() -> {
                Path staged = Staging.place(real);
                FileChannel channel = FileChannel.open(staged, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                Staging.begin(staged);
                return new AtomicFile(real, staged, channel);
            });
        } catch (IOException e) {
            throw WriteProblems.of(target, e);
        }
    }

    /** Writes a whole file. */
    public static void write(Path target, byte[] content) {
        try (AtomicFile file = create(target)) {
            file.output().write(content);
            file.commit();
        }
    }

    /**
     * Puts a file that is complete in the place of another, or where none is: after a crash at any moment the target is the
     * one or the other, whole.
     *
     * @param complete on the same file system
     * @throws FigmentException if it cannot be put there; the target is then as it was
     */
    public static void replace(Path target, Path complete) {
        try {
            Staging.change(() -> {
                try (FileChannel channel = FileChannel.open(complete, StandardOpenOption.WRITE)) {
                    channel.force(true);
                }
                OutputTargets.requireReplaceable(target, target);
                OutputTargets.makeFolders(target);
                return Files.move(
                        complete, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            });
        } catch (IOException e) {
            throw WriteProblems.of(target, e);
        }
        Staging.syncFolder(target);
    }

    /**
     * Removes all files and folders of this process that were not committed, before it is ended without shutdown hooks.
     * Whoever goes on to begin or to commit one waits for the end.
     */
    public static void discardUnfinished() {
        Staging.discardForGood();
    }

    /** Where to write; it is buffered. */
    public FileOutput output() {
        return output;
    }

    /** Where it lies until it takes its place; all that was written so far can be read there. */
    public Path staged() {
        output.flush();
        return staged;
    }

    /** Nothing more is written: everything is on the disk, and nothing but {@link #commit()} is left to do. */
    public void complete() {
        output.flush();
        try {
            channel.force(true);
            channel.close();
        } catch (IOException e) {
            throw WriteProblems.of(target, e);
        }
    }

    /** The file takes its place now. */
    public void commit() {
        if (channel.isOpen()) {
            complete();
        }
        try {
            Staging.change(() -> {
                OutputTargets.makeFolders(target);
                Files.move(staged, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                Staging.end(staged);
                return target;
            });
        } catch (IOException e) {
            throw WriteProblems.of(target, e);
        }
        Staging.syncFolder(target);
    }

    /** Removes what was staged and not committed. */
    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            LoggerFactory.getLogger(AtomicFile.class).debug("could not close {}", staged, e);
        }
        Staging.discard(staged);
    }
}
