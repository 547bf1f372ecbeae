package dev.figment.core.image;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** PNG files chunk by chunk, also such as no program writes. */
final class PngBytes {
    private final ByteArrayOutputStream file = new ByteArrayOutputStream();
    private final int height;

    PngBytes(int width, int height, int depth, int colour) {
        this.height = height;
        file.writeBytes(Png.SIGNATURE);
        byte[] header = ByteBuffer.allocate(13)
                .putInt(width)
                .putInt(height)
                .put((byte) depth)
                .put((byte) colour)
                .array();
        chunk("IHDR", header);
    }

    PngBytes chunk(String type, int... data) {
        byte[] bytes = new byte[data.length];
        for (int i = 0; i < data.length; i++) {
            bytes[i] = (byte) data[i];
        }
        return chunk(type, bytes);
    }

    /** The same row, unfiltered, as often as the image is high. */
    PngBytes rows(int... row) {
        int[] all = new int[height > 100 ? 0 : height * (row.length + 1)];
        for (int i = 0; i < all.length; i++) {
            int at = i % (row.length + 1);
            all[i] = at == 0 ? 0 : row[at - 1];
        }
        return raw(all);
    }

    /** What comes out of decompression, filters and all. */
    PngBytes raw(int... data) {
        byte[] bytes = new byte[data.length];
        for (int i = 0; i < data.length; i++) {
            bytes[i] = (byte) data[i];
        }
        Deflater deflater = new Deflater();
        deflater.setInput(bytes);
        deflater.finish();
        byte[] out = new byte[bytes.length + 64];
        int length = deflater.deflate(out);
        deflater.end();
        return chunk("IDAT", java.util.Arrays.copyOf(out, length));
    }

    byte[] bytes() {
        return chunk("IEND", new byte[0]).file.toByteArray();
    }

    private PngBytes chunk(String type, byte[] data) {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 crc = new CRC32();
        crc.update(name);
        crc.update(data);
        file.writeBytes(ByteBuffer.allocate(4).putInt(data.length).array());
        file.writeBytes(name);
        file.writeBytes(data);
        file.writeBytes(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
        return this;
    }

    /** The same file with right check sums, as far as its chunks can be told. */
    static byte[] withCheckSums(byte[] file) {
        ByteBuffer bytes = ByteBuffer.wrap(file.clone());
        bytes.position(Png.SIGNATURE.length);
        while (bytes.remaining() >= 12) {
            int length = bytes.getInt();
            if (length < 0 || length > bytes.remaining() - 8) {
                break;
            }
            CRC32 crc = new CRC32();
            crc.update(bytes.slice(bytes.position(), length + 4));
            bytes.position(bytes.position() + length + 4).putInt((int) crc.getValue());
        }
        return bytes.array();
    }
}
