package dev.figment.core.download;

import dev.figment.core.io.Sha256;
import dev.figment.core.io.WriteProblems;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLockInterruptionException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.LoggerFactory;

/**
 * Held while something is downloaded, so that of several processes and threads one does. It ends with the process, however
 * that ends. Its file is empty and stays: whoever removed it could remove that of another who has just taken it.
 */
public final class DownloadLock implements AutoCloseable {
    private static final int NAME = 32;

    /** Those of this process, which cannot wait for its own lock on a file. */
    private static final Set<Path> HELD = new HashSet<>();

    private final Path file;
    private final FileChannel channel;

    private DownloadLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * Waits until nobody else has the lock of this target.
     *
     * @param locks the folder of locks; made when it is first needed
     * @param target what it is of; need not exist
     */
    public static DownloadLock take(Path locks, Path target) throws InterruptedException {
        Path absolute = target.toAbsolutePath().normalize();
        Sha256 digest = new Sha256();
        byte[] name = absolute.toString().getBytes(StandardCharsets.UTF_8);
        digest.update(name, name.length);
        Path file = locks.toAbsolutePath().normalize().resolve(digest.hex().substring(0, NAME));
        hold(file);
        try {
            return new DownloadLock(file, locked(file, absolute));
        } catch (FileLockInterruptionException e) {
            release(file);
            throw new InterruptedException("while waiting for another process");
        } catch (IOException e) {
            release(file);
            throw WriteProblems.of(locks, e);
        }
    }

    private static void hold(Path file) throws InterruptedException {
        synchronized (HELD) {
            while (!HELD.add(file)) {
                HELD.wait();
            }
        }
    }

    private static void release(Path file) {
        synchronized (HELD) {
            HELD.remove(file);
            HELD.notifyAll();
        }
    }

    private static FileChannel locked(Path file, Path target) throws IOException {
        Files.createDirectories(file.getParent());
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() == null) {
                LoggerFactory.getLogger(DownloadLock.class)
                        .info("waiting for another process that downloads {}", target);
                channel.lock();
            }
            return channel;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            LoggerFactory.getLogger(DownloadLock.class).debug("could not close a lock", e);
        } finally {
            release(file);
        }
    }
}
