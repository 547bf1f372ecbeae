package dev.figment.core.download;

import dev.figment.core.io.AtomicFile;
import dev.figment.core.io.WriteProblems;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.slf4j.LoggerFactory;

/**
 * What has come of a file from one address so far. It lies beside its target, hidden, and stays there when the download
 * stops; beside it the mark (ETag) that the server gave this state of the file, if it did. Whoever has the target's lock
 * works on it.
 */
final class PartialFile implements AutoCloseable {
    private final Path target;
    private final Path path;
    private final Path mark;
    private final FileChannel channel;

    private PartialFile(Path target, Path path, FileChannel channel) {
        this.target = target;
        this.path = path;
        this.mark = mark(path);
        this.channel = channel;
    }

    /** Opens what there is, or begins. */
    static PartialFile open(Path target, URI address) {
        Path path = path(target, address);
        try {
            Files.createDirectories(path.getParent());
            return new PartialFile(
                    target, path, FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE));
        } catch (IOException e) {
            throw WriteProblems.of(path, e);
        }
    }

    /** Two addresses may give the same content compressed in two ways, so that each has a partial file of its own. */
    private static Path path(Path target, URI address) {
        return target.resolveSibling("." + target.getFileName() + "."
                + Integer.toHexString(address.toString().hashCode()) + ".download");
    }

    private static Path mark(Path path) {
        return path.resolveSibling(path.getFileName() + ".etag");
    }

    /** Removes what came from an address that is not needed any more. */
    static void remove(Path target, URI address) {
        Path path = path(target, address);
        delete(path);
        delete(mark(path));
    }

    private static void delete(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            LoggerFactory.getLogger(PartialFile.class).debug("could not remove {}", path, e);
        }
    }

    /** Bytes that are kept from an address. */
    static long size(Path target, URI address) {
        try {
            Path path = path(target, address);
            return Files.isRegularFile(path) ? Files.size(path) : 0;
        } catch (IOException e) {
            return 0;
        }
    }

    long size() throws IOException {
        return channel.size();
    }

    /** The server's mark of what is here; empty where it gave none. */
    String mark() throws IOException {
        return size() > 0 && Files.isRegularFile(mark) ? Files.readString(mark) : "";
    }

    /** Drops all there is, and begins with what has this mark. */
    void restart(String newMark) throws IOException {
        // In this order: a mark beside an empty file, perhaps cut off, says nothing.
        channel.truncate(0).position(0);
        if (newMark.isEmpty()) {
            Files.deleteIfExists(mark);
            return;
        }
        Files.writeString(mark, newMark);
    }

    /** Goes on at the end. */
    void goOn() throws IOException {
        channel.position(channel.size());
    }

    /** Adds bytes; where they cannot be written, what there is makes room for other things. */
    void append(ByteBuffer bytes) throws InterruptedException {
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (ClosedByInterruptException e) {
            throw new InterruptedException("while writing");
        } catch (IOException e) {
            discard();
            throw WriteProblems.of(target, e);
        }
    }

    private void discard() {
        delete(path);
        delete(mark);
    }

    /** What differs from the content that is wanted, or empty. */
    String difference(ContentCheck check) throws IOException {
        return check.difference(path);
    }

    /** It is whole and takes its place. */
    void complete() throws IOException {
        channel.close();
        AtomicFile.replace(target, path);
        delete(mark);
    }

    /** Keeps what came, if anything did. */
    @Override
    public void close() throws IOException {
        if (channel.isOpen() && channel.size() == 0) {
            discard();
        }
        channel.close();
    }
}
