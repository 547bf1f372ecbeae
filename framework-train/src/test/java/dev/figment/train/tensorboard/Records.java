package dev.figment.train.tensorboard;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Reads event files by the definition of their format, with nothing of what writes them. */
public final class Records {
    private Records() {}

    /** The events of a folder's files in the order of their names. */
    public static List<Message> of(Path folder) throws IOException {
        List<Message> events = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
                while (bytes.hasRemaining()) {
                    byte[] length = take(bytes, 8);
                    requireSum(length, bytes.getInt());
                    byte[] data = take(bytes, (int) ByteBuffer.wrap(length)
                            .order(ByteOrder.LITTLE_ENDIAN)
                            .getLong());
                    requireSum(data, bytes.getInt());
                    events.add(Message.of(data));
                }
            }
        }
        return events;
    }

    private static byte[] take(ByteBuffer bytes, int count) {
        byte[] taken = new byte[count];
        bytes.get(taken);
        return taken;
    }

    private static void requireSum(byte[] data, int masked) {
        long rotated = (masked - 0xa282ead8) & 0xffffffffL;
        long expected = ((rotated >> 17) | (rotated << 15)) & 0xffffffffL;
        if (castagnoli(data) != expected) {
            throw new AssertionError("the checksum of " + Arrays.toString(data) + " is another");
        }
    }

    /** Bit by bit, from the reversed polynomial of RFC 3720. */
    private static long castagnoli(byte[] data) {
        long crc = 0xffffffffL;
        for (byte value : data) {
            crc ^= value & 0xff;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 1) == 1 ? crc >>> 1 ^ 0x82f63b78L : crc >>> 1;
            }
        }
        return crc ^ 0xffffffffL;
    }
}
