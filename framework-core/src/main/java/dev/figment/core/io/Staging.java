package dev.figment.core.io;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;

/**
 * Where unfinished output lies: hidden, beside its target, so that a rename on the same disk completes it. Where folders
 * above the target do not exist yet, it lies beside the uppermost of them, so that a run that fails makes none.
 */
final class Staging {
    /** Four bytes each at most, and 255 for the whole name is what file systems allow. */
    private static final int MOST_CHARACTERS = 50;

    private static final int LONGEST_WAIT_SECONDS = 5;

    private static final Set<Path> OPEN = ConcurrentHashMap.newKeySet();

    /** Shared by changes of the disk, held alone by what ends them. */
    private static final ReadWriteLock CHANGES = new ReentrantReadWriteLock();

    static {
        // Ctrl-C runs no finally blocks.
        Runtime.getRuntime().addShutdownHook(new Thread(Staging::discardForGood, "discard-unfinished-output"));
    }

    private Staging() {}

    /** A new name for a target's unfinished output: {@code .grid.png.1f3a….part}. */
    static Path place(Path target) {
        String name = String.valueOf(target.getFileName());
        int end = name.offsetByCodePoints(0, Math.min(name.codePointCount(0, name.length()), MOST_CHARACTERS));
        long random = ThreadLocalRandom.current().nextLong();
        Path uppermost = target;
        for (Path folder = target.getParent(); folder != null && !Files.exists(folder); folder = folder.getParent()) {
            uppermost = folder;
        }
        return uppermost.resolveSibling("." + name.substring(0, end) + "." + Long.toHexString(random) + ".part");
    }

    /** A change of the disk that a {@link #discardForGood} must not find half done. */
    @FunctionalInterface
    interface Change<T> {
        T run() throws IOException;
    }

    /**
     * Runs a change. Once the process is being ended, none begins any more: the thread waits for the end, and so leaves
     * nothing behind and says nothing.
     */
    static <T> T change(Change<T> change) throws IOException {
        Lock lock = CHANGES.readLock();
        lock.lock();
        try {
            return change.run();
        } finally {
            lock.unlock();
        }
    }

    static void begin(Path staged) {
        OPEN.add(staged);
    }

    static void end(Path staged) {
        OPEN.remove(staged);
    }

    static void discard(Path staged) {
        if (OPEN.remove(staged)) {
            remove(staged);
        }
    }

    /**
     * Removes all that is open, before the process is ended: changes that are under way are waited for, and none begins
     * afterwards.
     */
    static void discardForGood() {
        try {
            // The lock is never given back. A disk that hangs must not keep the process from ending.
            if (!CHANGES.writeLock().tryLock(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS)) {
                LoggerFactory.getLogger(Staging.class).debug("a file is still being written");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        OPEN.forEach(Staging::remove);
    }

    /** Removes a staged file or a staged folder with its files. */
    static void remove(Path staged) {
        try {
            if (Files.isDirectory(staged)) {
                try (Stream<Path> files = Files.list(staged)) {
                    files.forEach(Staging::remove);
                }
            }
            Files.deleteIfExists(staged);
        } catch (IOException e) {
            LoggerFactory.getLogger(Staging.class).warn("could not remove {}", staged, e);
        }
    }

    /** Puts a rename on the disk, where the file system can (POSIX asks for it, Windows cannot open a folder). */
    static void syncFolder(Path target) {
        try (FileChannel folder = FileChannel.open(target.resolveSibling("."), StandardOpenOption.READ)) {
            folder.force(true);
        } catch (IOException e) {
            LoggerFactory.getLogger(Staging.class).trace("could not sync the folder of {}", target, e);
        }
    }
}
