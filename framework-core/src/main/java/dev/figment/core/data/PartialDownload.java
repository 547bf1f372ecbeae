package dev.figment.core.data;

import dev.figment.core.io.WriteProblems;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.slf4j.LoggerFactory;

/**
 * What has come of a file from one address so far. It lies beside its target, stays there when the download stops, and
 * is worked on by one process at a time.
 */
final class PartialDownload implements AutoCloseable {
    /** Windows lets nobody read what is locked; no file reaches this byte. */
    private static final long LOCKED = Long.MAX_VALUE - 1;

    private final Path target;
    private final Path path;
    private final FileChannel channel;

    private PartialDownload(Path target, Path path, FileChannel channel) {
        this.target = target;
        this.path = path;
        this.channel = channel;
    }

    /** Opens what there is, or begins; waits while another process works on it. */
    static PartialDownload open(Path target, String address) {
        Path path = path(target, address);
        try {
            Files.createDirectories(path.getParent());
            FileChannel channel = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (channel.tryLock(LOCKED, 1, false) == null) {
                LoggerFactory.getLogger(PartialDownload.class)
                        .info("waiting for another process that downloads {}", target);
                channel.lock(LOCKED, 1, false);
            }
            return new PartialDownload(target, path, channel);
        } catch (IOException e) {
            throw WriteProblems.of(path, e);
        }
    }

    /** Two addresses may give the same content compressed in two ways, so that each has a partial file of its own. */
    private static Path path(Path target, String address) {
        return target.resolveSibling(
                "." + target.getFileName() + "." + Integer.toHexString(address.hashCode()) + ".download");
    }

    /** Removes what came from an address that is not needed any more. */
    static void remove(Path target, String address) {
        try {
            Files.deleteIfExists(path(target, address));
        } catch (IOException e) {
            LoggerFactory.getLogger(PartialDownload.class).debug("could not remove a part of {}", target, e);
        }
    }

    long size() throws IOException {
        return channel.size();
    }

    /** Drops what comes after a position and goes on there. */
    void continueAt(long position) throws IOException {
        channel.truncate(position).position(position);
    }

    void append(byte[] bytes, int length) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, length);
        try {
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        } catch (IOException e) {
            throw WriteProblems.of(path, e);
        }
    }

    /** What differs from the content that is wanted, or empty. */
    String difference(String sha256) throws IOException {
        try {
            String found = Content.sha256(path);
            return found.equals(sha256) ? "" : size() + " bytes with sha-256 " + found + ", not " + sha256;
        } catch (IOException e) {
            return size() + " bytes that cannot be unpacked (" + e.getMessage() + ")";
        }
    }

    /** It is whole and takes its place. */
    void complete() {
        try {
            channel.force(true);
            Files.move(path, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw WriteProblems.of(target, e);
        }
    }

    /** Keeps what came, if anything did. */
    @Override
    public void close() throws IOException {
        if (channel.size() == 0) {
            Files.deleteIfExists(path);
        }
        channel.close();
    }
}
