package dev.figment.core.data;

import dev.figment.core.io.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Random;
import java.util.zip.GZIPOutputStream;

/** IDX files for tests. */
final class Idx {
    private Idx() {}

    /** Noise behind a header. */
    static byte[] images(int images, int height, int width) {
        byte[] pixels = new byte[images * height * width];
        new Random(3).nextBytes(pixels);
        return file(0x00000803, images, height, width, pixels);
    }

    static byte[] file(int magic, int images, int height, int width, byte[] pixels) {
        return ByteBuffer.allocate(16 + pixels.length)
                .putInt(magic)
                .putInt(images)
                .putInt(height)
                .putInt(width)
                .put(pixels)
                .array();
    }

    static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    static String sha256(byte[] bytes) {
        Sha256 digest = new Sha256();
        digest.update(bytes, bytes.length);
        return digest.hex();
    }
}
