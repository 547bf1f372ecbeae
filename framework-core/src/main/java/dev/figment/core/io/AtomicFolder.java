package dev.figment.core.io;

import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * A folder of files that are staged beside it. At {@link #commit()} a folder that is new appears whole; into one that
 * exists the files move one by one, each whole, replacing those of the same name and no others. Without a commit nothing
 * appears. One thread at a time.
 */
public final class AtomicFolder implements AutoCloseable {
    private static final int PART = 1 << 20;

    private final Path target;
    private final Path staged;
    private final Set<String> names = new LinkedHashSet<>();

    private AtomicFolder(Path target, Path staged) {
        this.target = target;
        this.staged = staged;
    }

    /**
     * Begins a folder; those above it are made when it takes its place.
     *
     * @throws FigmentException if the target is a file, or cannot be written there
     */
    public static AtomicFolder create(Path target) {
        try {
            Path real = OutputTargets.folder(target);
            return Staging.change(() -> {
                Path staged = Staging.place(real);
                Files.createDirectory(staged);
                Staging.begin(staged);
                return new AtomicFolder(real, staged);
            });
        } catch (IOException e) {
            throw WriteProblems.of(target, e);
        }
    }

    /**
     * Puts a folder that is complete in a place where nothing is: after a crash at any moment it is there, whole, or not at
     * all.
     *
     * @param complete on the same file system, its files on the disk
     * @throws FigmentException if it cannot be put there
     */
    public static void put(Path complete, Path target) {
        try {
            Staging.change(() -> {
                OutputTargets.makeFolders(target);
                return Files.move(complete, target, StandardCopyOption.ATOMIC_MOVE);
            });
        } catch (IOException e) {
            throw WriteProblems.of(target, e);
        }
        Staging.syncFolder(target);
    }

    /**
     * Writes one file of it.
     *
     * @param name without folders; each name once
     */
    public void write(String name, byte[] content) {
        take(name);
        try {
            Staging.change(() -> writeWhole(name, content));
        } catch (IOException e) {
            throw WriteProblems.of(target.resolve(name), e);
        }
    }

    /**
     * Copies one file of it.
     *
     * @param name as for {@link #write}
     * @throws FigmentException if it cannot be read or written
     */
    public void copy(String name, Path from) {
        take(name);
        Path to = target.resolve(name);
        try (FileChannel in = FileChannel.open(from, StandardOpenOption.READ);
                FileChannel out = Staging.change(() -> FileChannel.open(
                        staged.resolve(name), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE))) {
            ByteBuffer part = ByteBuffer.allocate(PART);
            while (in.read(part) >= 0) {
                part.flip();
                while (part.hasRemaining()) {
                    out.write(part);
                }
                part.clear();
            }
            out.force(true);
        } catch (IOException e) {
            throw WriteProblems.of(to, e);
        }
    }

    /**
     * Where one file of it lies until it takes its place, for a program that writes it in its own way, and forces it to the
     * disk.
     *
     * @param name as for {@link #write}
     */
    public Path stage(String name) {
        take(name);
        return staged.resolve(name);
    }

    /** Where all of it lies until it takes its place. */
    public Path staged() {
        return staged;
    }

    private void take(String name) {
        if (!staged.equals(staged.resolve(name).normalize().getParent()) || !names.add(name)) {
            throw new IllegalArgumentException("'" + name + "' in " + target);
        }
    }

    private Path writeWhole(String name, byte[] content) throws IOException {
        Path file = staged.resolve(name);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            FileOutput output = new FileOutput(channel, target.resolve(name));
            output.write(content);
            output.flush();
        }
        return file;
    }

    /**
     * The files take their places now.
     *
     * @throws FigmentException if one cannot; where a folder has a file's name, none has moved
     */
    public void commit() {
        try {
            Staging.change(() -> {
                if (!appear()) {
                    moveEach();
                }
                Staging.end(staged);
                return target;
            });
        } catch (IOException e) {
            throw WriteProblems.of(target, e);
        }
        Staging.syncFolder(target);
    }

    /**
     * The folder takes its place now, if nothing is there.
     *
     * @throws FigmentException if something is there, or it cannot take its place
     */
    public void commitNew() {
        try {
            boolean appeared = Staging.change(() -> {
                boolean done = appear();
                if (done) {
                    Staging.end(staged);
                }
                return done;
            });
            if (!appeared) {
                throw FigmentException.user(Problem.of("output-exists", target.toString(), "it exists already")
                        .fix("remove it, or choose another name"));
            }
        } catch (IOException e) {
            throw WriteProblems.of(target, e);
        }
        Staging.syncFolder(target);
    }

    /** Moves the folder as one, or gives false where there is one already, perhaps for a moment only. */
    private boolean appear() throws IOException {
        if (Files.exists(target)) {
            return false;
        }
        OutputTargets.makeFolders(target);
        try {
            Files.move(staged, target, StandardCopyOption.ATOMIC_MOVE);
            return true;
        } catch (IOException e) {
            if (Files.isDirectory(target)) {
                return false;
            }
            throw e;
        }
    }

    private void moveEach() throws IOException {
        names.forEach(name -> OutputTargets.requireReplaceable(target.resolve(name), target.resolve(name)));
        for (String name : names) {
            Files.move(
                    staged.resolve(name),
                    target.resolve(name),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        }
        Files.delete(staged);
    }

    /** Removes what was staged and not committed. */
    @Override
    public void close() {
        Staging.discard(staged);
    }
}
