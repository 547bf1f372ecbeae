package dev.figment.train.loop;

import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The folder of one training run, locked against other processes: {@code checkpoint-STEP.safetensors}, {@code
 * best.safetensors}, {@code metrics.jsonl}, {@code tensorboard/}, {@code previews/}, {@code report.html}, {@code model/}.
 * Everything in it appears whole.
 */
final class RunFolder implements AutoCloseable {
    private static final String LOCK = ".lock";
    private static final String BEST = "best.safetensors";
    private static final String METRICS = "metrics.jsonl";
    private static final String PREVIEWS = "previews";
    private static final String EVENTS = "tensorboard";
    private static final String REPORT = "report.html";
    private static final String MODEL = "model";
    private static final String OLD_MODEL = "model.old";
    private static final Pattern CHECKPOINT = Pattern.compile("checkpoint-(\\d{8,18})\\.safetensors");

    private final Path path;
    private final List<Path> made;
    private final FileChannel lockFile;

    private RunFolder(Path path, List<Path> made, FileChannel lockFile) {
        this.path = path;
        this.made = made;
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
            List<Path> made = Disk.missing(path);
            Files.createDirectories(path);
            FileChannel channel =
                    FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            try {
                if (lock(channel) == null) {
                    throw FigmentException.user(
                            Problem.of("run-locked", path.toString(), "another process is training into this folder")
                                    .fix("wait for it, or choose another folder with '--set to=FOLDER'"));
                }
                if (!resume) {
                    requireNone(path);
                }
                RunFolder folder = new RunFolder(path, made, channel);
                folder.clearPartials();
                return folder;
            } catch (IOException | RuntimeException e) {
                channel.close();
                throw e;
            }
        } catch (IOException e) {
            throw RunFolderProblems.opening(path, e);
        }
    }

    /**
     * Checks that no run is in a folder, which need not exist.
     *
     * @throws FigmentException if one is
     */
    static void requireNone(Path path) {
        if (!checkpoints(path).isEmpty()
                || Files.exists(path.resolve(BEST))
                || Files.exists(path.resolve(MODEL))
                || Files.exists(Disk.partial(path.resolve(OLD_MODEL)))) {
            throw FigmentException.user(
                    Problem.of("run-exists", path.toString(), "a training run is in this folder already")
                            .fix("continue it with '--resume', or choose another folder with '--set to=FOLDER'"));
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
        return path.resolve(METRICS);
    }

    Previews previews() {
        return new Previews(path.resolve(PREVIEWS));
    }

    /** Where TensorBoard finds its event files. */
    Path events() {
        return path.resolve(EVENTS);
    }

    Path report() {
        return path.resolve(REPORT);
    }

    Path model() {
        return path.resolve(MODEL);
    }

    Path best() {
        return path.resolve(BEST);
    }

    Path checkpoint(long step) {
        return path.resolve(String.format(Locale.ROOT, "checkpoint-%08d.safetensors", step));
    }

    /** Checkpoints, newest first. */
    List<Path> checkpoints() {
        return checkpoints(path);
    }

    private static List<Path> checkpoints(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> stepOf(file) >= 0)
                    .sorted(Comparator.comparingLong(RunFolder::stepOf).reversed())
                    .toList();
        } catch (IOException e) {
            throw RunFolderProblems.opening(folder, e);
        }
    }

    /** The step of a checkpoint; negative if it is another file. */
    private static long stepOf(Path file) {
        Matcher name = CHECKPOINT.matcher(file.getFileName().toString());
        return name.matches() ? Long.parseLong(name.group(1)) : -1;
    }

    Optional<Path> newestCheckpoint() {
        return checkpoints().stream().findFirst();
    }

    /** Writes a file under a temporary name and moves it into place. */
    void save(Path target, Safetensors tensors) {
        Path partial = Disk.partial(target);
        try {
            Files.deleteIfExists(partial);
            tensors.write(partial);
            Disk.move(partial, target);
        } catch (IOException e) {
            Disk.deleteQuietly(partial);
            throw RunFolderProblems.writing(target, e);
        }
    }

    /** Writes the report, whole or not at all. */
    void saveReport(String html) {
        Path partial = Disk.partial(report());
        try {
            Files.writeString(partial, html);
            Disk.force(partial);
            Disk.move(partial, report());
        } catch (IOException e) {
            Disk.deleteQuietly(partial);
            throw RunFolderProblems.writing(report(), e);
        }
    }

    /** Deletes all checkpoints but the newest. */
    void prune(int keep) {
        List<Path> all = checkpoints();
        all.subList(Math.min(keep, all.size()), all.size()).forEach(Disk::deleteQuietly);
    }

    /** Writes the files of a folder beside it, then puts it in the place of what was there. */
    void saveModel(Map<String, byte[]> files) {
        Path partial = Disk.partial(model());
        Path old = Disk.partial(path.resolve(OLD_MODEL));
        try {
            Disk.deleteTree(partial);
            Disk.deleteTree(old);
            Files.createDirectories(partial);
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                Files.write(partial.resolve(file.getKey()), file.getValue());
                Disk.force(partial.resolve(file.getKey()));
            }
            if (Files.exists(model())) {
                Disk.move(model(), old);
            }
            Disk.move(partial, model());
            Disk.deleteTree(old);
        } catch (IOException e) {
            throw RunFolderProblems.writing(model(), e);
        }
    }

    /** Only what is this class's own: the folder may hold files of others. */
    private void clearPartials() throws IOException {
        Path old = Disk.partial(path.resolve(OLD_MODEL));
        if (Files.exists(old) && !Files.exists(model())) {
            Disk.move(old, model());
        }
        try (Stream<Path> files = Files.list(path)) {
            for (Path file : files.filter(RunFolder::isPartial).toList()) {
                Disk.deleteTree(file);
            }
        }
        previews().clearPartials();
    }

    private boolean isUnused() throws IOException {
        try (Stream<Path> files = Files.list(path)) {
            return files.allMatch(file ->
                            Set.of(path.resolve(LOCK), metrics(), events()).contains(file))
                    && (!Files.exists(metrics()) || Files.size(metrics()) == 0);
        }
    }

    private static boolean isPartial(Path file) {
        String name = file.getFileName().toString();
        if (!name.endsWith(Disk.PARTIAL)) {
            return false;
        }
        Path whole = file.resolveSibling(name.substring(0, name.length() - Disk.PARTIAL.length()));
        return stepOf(whole) >= 0
                || List.of(BEST, METRICS, REPORT, MODEL, OLD_MODEL)
                        .contains(whole.getFileName().toString());
    }

    /** Unlocks it. A run that kept nothing leaves no trace of itself. */
    @Override
    public void close() {
        try {
            if (isUnused()) {
                Disk.deleteQuietly(metrics());
                Disk.deleteTree(events());
                Disk.deleteQuietly(path.resolve(LOCK));
                made.forEach(Disk::deleteQuietly);
            }
            lockFile.close();
        } catch (IOException e) {
            throw RunFolderProblems.writing(path, e);
        }
    }
}
