package dev.figment.core.image;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * Writes PNG (ISO/IEC 15948), 8 bits a sample, grey or RGB. It needs nothing of AWT, whose first use takes longer than a
 * small model takes to run.
 */
public final class Png {
    static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final int GREY = 0;
    private static final int RGB = 2;

    private Png() {}

    /** The bytes of a PNG file. */
    public static byte[] encode(Bitmap image) {
        ByteArrayOutputStream file = new ByteArrayOutputStream(image.samples().length / 2 + 128);
        file.writeBytes(SIGNATURE);
        ByteBuffer header = ByteBuffer.allocate(13)
                .putInt(image.width())
                .putInt(image.height())
                .put((byte) 8)
                .put((byte) (image.channels() == 1 ? GREY : RGB));
        chunk(file, "IHDR", header.array(), header.capacity());
        byte[] filtered = filtered(image);
        byte[] buffer = new byte[1 << 16];
        Deflater deflater = new Deflater();
        try {
            deflater.setInput(filtered);
            deflater.finish();
            while (!deflater.finished()) {
                chunk(file, "IDAT", buffer, deflater.deflate(buffer));
            }
        } finally {
            deflater.end();
        }
        chunk(file, "IEND", buffer, 0);
        return file.toByteArray();
    }

    private static void chunk(ByteArrayOutputStream file, String type, byte[] data, int length) {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 crc = new CRC32();
        crc.update(name);
        crc.update(data, 0, length);
        file.writeBytes(ByteBuffer.allocate(4).putInt(length).array());
        file.writeBytes(name);
        file.write(data, 0, length);
        file.writeBytes(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
    }

    /**
     * The rows, each after its filter's number. Per row that filter is taken whose output has the least sum of absolute
     * values, as section 12.7 of the standard recommends.
     */
    private static byte[] filtered(Bitmap image) {
        int row = image.width() * image.channels();
        byte[] all = new byte[Math.multiplyExact(row + 1, image.height())];
        byte[][] candidates = new byte[PngFilter.COUNT][row];
        for (int y = 0; y < image.height(); y++) {
            int best = 0;
            long least = Long.MAX_VALUE;
            for (int filter = 0; filter < PngFilter.COUNT; filter++) {
                long sum = PngFilter.apply(filter, image.samples(), y * row, row, image.channels(), candidates[filter]);
                if (sum < least) {
                    least = sum;
                    best = filter;
                }
            }
            all[y * (row + 1)] = (byte) best;
            System.arraycopy(candidates[best], 0, all, y * (row + 1) + 1, row);
        }
        return all;
    }
}
