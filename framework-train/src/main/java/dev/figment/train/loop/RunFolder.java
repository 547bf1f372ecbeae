package dev.figment.train.loop;

import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The folder of one training run, locked against other processes: {@code checkpoint-STEP.safetensors}, {@code
 * best.safetensors}, {@code metrics.jsonl}, {@code previews/}, {@code model/}. Everything in it appears whole.
 */
final class RunFolder implements AutoCloseable {
    private static final String LOCK = ".lock";
    private static final String PARTIAL = ".partial";
    private static final String CHECKPOINT = "checkpoint-";
    private static final String BEST = "best.safetensors";

    private final Path path;
    private final FileChannel lockFile;

    private RunFolder(Path path, FileChannel lockFile) {
        this.path = path;
        this.lockFile = lockFile;
    }

    /**
     * Opens it, makes it where there is none, and clears away what a killed process left half-written.
     *
     * @param resume whether a run may be there already
     * @throws FigmentException if another process trains into it, or a run is there and is not to be resumed
     */
    static RunFolder open(Path path, boolean resume) {
        try {
            Files.createDirectories(path);
            FileChannel channel =
                    FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            try {
                if (lock(channel) == null) {
                    throw FigmentException.user(
                            Problem.of("run-locked", path.toString(), "another process is training into this folder")
                                    .fix("wait for it, or choose another folder with '--set to=FOLDER'"));
                }
                RunFolder folder = new RunFolder(path, channel);
                folder.clearPartials();
                if (!resume && !folder.checkpoints().isEmpty()) {
                    throw FigmentException.user(Problem.of(
                                    "run-exists", path.toString(), "a training run is in this folder already")
                            .fix("continue it with '--resume', or choose another folder with '--set to=FOLDER'"));
                }
                return folder;
            } catch (IOException | RuntimeException e) {
                channel.close();
                throw e;
            }
        } catch (IOException e) {
            throw failed(path, e);
        }
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    Path path() {
        return path;
    }

    Path metrics() {
        return path.resolve("metrics.jsonl");
    }

    Path preview(long step) {
        return path.resolve("previews").resolve("step-%08d.png".formatted(step));
    }

    Path model() {
        return path.resolve("model");
    }

    Path best() {
        return path.resolve(BEST);
    }

    Path checkpoint(long step) {
        return path.resolve(CHECKPOINT + "%08d.safetensors".formatted(step));
    }

    /** Checkpoints, newest first. */
    List<Path> checkpoints() {
        try (Stream<Path> files = Files.list(path)) {
            return files.filter(file -> file.getFileName().toString().startsWith(CHECKPOINT)
                            && file.getFileName().toString().endsWith(".safetensors"))
                    .sorted(Comparator.reverseOrder())
                    .toList();
        } catch (IOException e) {
            throw failed(path, e);
        }
    }

    Optional<Path> newestCheckpoint() {
        return checkpoints().stream().findFirst();
    }

    /** Writes a file under a temporary name and moves it into place. */
    void save(Path target, Safetensors tensors) {
        Path partial = target.resolveSibling(target.getFileName() + PARTIAL);
        try {
            Files.deleteIfExists(partial);
            tensors.write(partial);
            move(partial, target);
        } catch (IOException e) {
            deleteQuietly(partial);
            throw failed(target, e);
        }
    }

    /** Deletes all checkpoints but the newest. */
    void prune(int keep) {
        List<Path> all = checkpoints();
        all.subList(Math.min(keep, all.size()), all.size()).forEach(RunFolder::deleteQuietly);
    }

    /** Writes the files of a folder beside it, then puts it in the place of what was there. */
    void saveModel(Map<String, byte[]> files) {
        Path partial = path.resolve("model" + PARTIAL);
        Path old = path.resolve("model.old" + PARTIAL);
        try {
            deleteTree(partial);
            deleteTree(old);
            Files.createDirectories(partial);
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                Files.write(partial.resolve(file.getKey()), file.getValue());
                force(partial.resolve(file.getKey()));
            }
            if (Files.exists(model())) {
                move(model(), old);
            }
            move(partial, model());
            deleteTree(old);
        } catch (IOException e) {
            throw failed(model(), e);
        }
    }

    private void clearPartials() throws IOException {
        try (Stream<Path> files = Files.list(path)) {
            for (Path file : files.filter(f -> f.getFileName().toString().endsWith(PARTIAL))
                    .toList()) {
                deleteTree(file);
            }
        }
    }

    static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
        Path folder = to.getParent();
        if (folder != null) {
            force(folder);
        }
    }

    private static void force(Path path) throws IOException {
        if (Files.isDirectory(path) && System.getProperty("os.name").startsWith("Windows")) {
            return; // Windows opens no folder as a file.
        }
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static void deleteTree(Path root) throws IOException {
        if (!Files.exists(root)) {
            return;
        }
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static void deleteQuietly(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            org.slf4j.LoggerFactory.getLogger(RunFolder.class).warn("{} could not be deleted: {}", file, e.toString());
        }
    }

    static FigmentException failed(Path path, IOException e) {
        return FigmentException.run(
                Problem.of("run-folder", path.toString(), "it could not be written: " + e)
                        .fix("make room or choose another folder, then continue with '--resume'"),
                e);
    }

    @Override
    public void close() {
        try {
            lockFile.close();
        } catch (IOException e) {
            throw failed(path, e);
        }
    }
}
