package dev.figment.train.tensorboard;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Predicate;
import java.util.zip.CRC32C;

/**
 * Records in a file, framed as TensorFlow does: the length (64 bits), its checksum (32 bits), the bytes, and theirs; all
 * numbers little-endian. A checksum is a CRC-32C, masked so that the checksum of a record that itself holds checksums
 * stays strong.
 */
final class RecordFile {
    private static final int MASK = 0xa282ead8;
    private static final int BEFORE = Long.BYTES + Integer.BYTES;
    private static final int AROUND = BEFORE + Integer.BYTES;

    private RecordFile() {}

    /** Writes one record at the channel's position. */
    static void append(FileChannel channel, byte[] record) throws IOException {
        ByteBuffer framed = ByteBuffer.allocate(AROUND + record.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(record.length);
        framed.putInt(masked(framed.array(), 0, Long.BYTES)).put(record);
        framed.putInt(masked(framed.array(), BEFORE, record.length)).flip();
        while (framed.hasRemaining()) {
            channel.write(framed);
        }
    }

    /**
     * Cuts a file off before the first record that is not to be kept, or is broken or cut short.
     *
     * @return how many records are left
     */
    static int keepWhile(Path file, Predicate<byte[]> kept) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            int records = 0;
            long end = 0;
            byte[] record = read(channel);
            while (record.length > 0 && kept.test(record)) {
                records++;
                end = channel.position();
                record = read(channel);
            }
            if (end < channel.size()) {
                channel.truncate(end);
                channel.force(true);
            }
            return records;
        }
    }

    /** The record at the channel's position; empty where none is whole, since no event is empty. */
    private static byte[] read(FileChannel channel) throws IOException {
        ByteBuffer before = ByteBuffer.allocate(BEFORE).order(ByteOrder.LITTLE_ENDIAN);
        if (!fill(channel, before) || before.getInt(Long.BYTES) != masked(before.array(), 0, Long.BYTES)) {
            return new byte[0];
        }
        long length = before.getLong(0);
        if (length < 0 || length > channel.size() - channel.position() - Integer.BYTES) {
            return new byte[0];
        }
        byte[] record = new byte[Math.toIntExact(length)];
        ByteBuffer after = ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        boolean whole = fill(channel, ByteBuffer.wrap(record)) && fill(channel, after);
        return whole && after.getInt(0) == masked(record, 0, record.length) ? record : new byte[0];
    }

    private static boolean fill(FileChannel channel, ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                return false;
            }
        }
        return true;
    }

    private static int masked(byte[] bytes, int from, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, from, length);
        return Integer.rotateRight((int) crc.getValue(), 15) + MASK;
    }
}
