package dev.figment.plugin.gpt.train;

import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Token ids in a file that is mapped into memory, so that there may be more of them than memory has room for: a header, then
 * each in 16 bits, or in 32 where the vocabulary is larger than these hold, little-endian.
 */
final class TokenFile {
    /** What the file begins with; then, of 8 bytes each, bytes of an id, ids, and bytes of the texts. */
    static final byte[] MAGIC = "FIGTOK1\n".getBytes(StandardCharsets.US_ASCII);

    static final int HEADER = 32;
    private static final int SEGMENT_BITS = 30;

    private final List<ByteBuffer> segments = new ArrayList<>();
    private final int width;
    private final long count;
    private final long bytes;

    private TokenFile(FileChannel channel, int width, long count, long bytes) throws IOException {
        this.width = width;
        this.count = count;
        this.bytes = bytes;
        long length = count * width;
        for (long from = 0; from < length; from += 1L << SEGMENT_BITS) {
            long size = Math.min(1L << SEGMENT_BITS, length - from);
            segments.add(channel.map(FileChannel.MapMode.READ_ONLY, HEADER + from, size)
                    .order(ByteOrder.LITTLE_ENDIAN));
        }
    }

    /** Bytes of an id. */
    static int width(int vocabulary) {
        return vocabulary <= 1 << Short.SIZE ? Short.BYTES : Integer.BYTES;
    }

    static ByteBuffer header(int width, long count, long bytes) {
        return ByteBuffer.allocate(HEADER)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(MAGIC)
                .putLong(width)
                .putLong(count)
                .putLong(bytes)
                .flip();
    }

    /** Whether a file is one, whole. */
    static boolean isWhole(Path file) {
        if (!Files.isRegularFile(file)) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer header = read(channel);
            return header.limit() == HEADER
                    && header.equals(header((int) header.getLong(MAGIC.length), header.getLong(16), header.getLong(24)))
                    && channel.size() == HEADER + header.getLong(MAGIC.length) * header.getLong(16);
        } catch (IOException e) {
            return false; // It is made again.
        }
    }

    private static ByteBuffer read(FileChannel channel) throws IOException {
        ByteBuffer header = ByteBuffer.allocate(HEADER).order(ByteOrder.LITTLE_ENDIAN);
        while (header.hasRemaining() && channel.read(header) >= 0) {
            continue;
        }
        return header.flip();
    }

    /**
     * @throws FigmentException if it cannot be read
     */
    static TokenFile open(Path file) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer header = read(channel);
            return new TokenFile(channel, (int) header.getLong(MAGIC.length), header.getLong(16), header.getLong(24));
        } catch (IOException e) {
            throw FigmentException.run(
                    Problem.of("unreadable-file", file.toString(), "the tokens cannot be read: " + e)
                            .fix("delete it: it is made again"),
                    e);
        }
    }

    /** Ids in it. */
    long count() {
        return count;
    }

    /** Bytes of the texts in UTF-8. */
    long bytes() {
        return bytes;
    }

    /** Puts ids from an index on into a buffer. */
    void read(long from, int length, LongBuffer to) {
        for (long at = from * width; at < (from + length) * width; at += width) {
            ByteBuffer segment = segments.get((int) (at >>> SEGMENT_BITS));
            int place = (int) (at & ((1L << SEGMENT_BITS) - 1));
            to.put(width == Short.BYTES ? Short.toUnsignedLong(segment.getShort(place)) : segment.getInt(place));
        }
    }
}
