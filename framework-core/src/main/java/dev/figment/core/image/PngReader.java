package dev.figment.core.image;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * Reads PNG (ISO/IEC 15948): every colour type and bit depth, interlaced or not. Colour profiles and gamma are left
 * aside, as they are by most data loaders. It needs nothing of AWT, so that a small pipeline starts quickly.
 */
final class PngReader {
    private static final int IHDR = 0x49484452;
    private static final int PLTE = 0x504C5445;
    private static final int TRNS = 0x74524E53;
    private static final int IDAT = 0x49444154;
    private static final int IEND = 0x49454E44;

    private final ByteBuffer file;
    private final Inflater inflater = new Inflater();
    private @Nullable PngPixels pixels;
    private byte[] samples = {};
    private int filled;

    private PngReader(byte[] bytes) {
        this.file = ByteBuffer.wrap(bytes);
    }

    static boolean recognises(byte[] bytes) {
        return bytes.length >= Png.SIGNATURE.length
                && Arrays.equals(bytes, 0, Png.SIGNATURE.length, Png.SIGNATURE, 0, Png.SIGNATURE.length);
    }

    static Picture decode(byte[] bytes) throws UnreadableImage {
        PngReader reader = new PngReader(bytes);
        try {
            return reader.read();
        } catch (DataFormatException e) {
            throw new UnreadableImage("this PNG is damaged: " + e.getMessage(), e);
        } finally {
            reader.inflater.end();
        }
    }

    private Picture read() throws UnreadableImage, DataFormatException {
        file.position(Png.SIGNATURE.length);
        while (true) {
            ByteBuffer chunk = nextChunk();
            int type = chunk.getInt();
            if (type == IHDR && pixels == null) {
                pixels = PngPixels.ofHeader(chunk);
                samples = new byte[pixels.rawSize(file.capacity())];
            } else if (pixels == null) {
                throw new UnreadableImage("this PNG is damaged: it does not begin with its header");
            } else if (type == PLTE) {
                pixels.palette(chunk);
            } else if (type == TRNS) {
                pixels.transparency(chunk);
            } else if (type == IDAT) {
                inflate(chunk);
            } else if (type == IEND) {
                break;
            }
        }
        if (filled < samples.length) {
            throw new UnreadableImage("this PNG is damaged: it holds " + filled + " of " + samples.length + " bytes");
        }
        return pixels.picture(samples);
    }

    /** Type and data of the next chunk, its check sum compared. */
    private ByteBuffer nextChunk() throws UnreadableImage {
        if (file.remaining() < 12) {
            throw new UnreadableImage("this PNG is cut off after " + file.capacity() + " bytes");
        }
        int length = file.getInt();
        if (length < 0 || length > file.remaining() - 8) {
            throw new UnreadableImage("this PNG is cut off after " + file.capacity() + " bytes");
        }
        ByteBuffer chunk = file.slice(file.position(), 4 + length);
        CRC32 crc = new CRC32();
        crc.update(chunk.duplicate());
        file.position(file.position() + 4 + length);
        if (file.getInt() != (int) crc.getValue()) {
            throw new UnreadableImage("this PNG is damaged: a check sum is wrong");
        }
        return chunk;
    }

    private void inflate(ByteBuffer chunk) throws DataFormatException {
        inflater.setInput(chunk);
        int count = -1;
        while (filled < samples.length && count != 0) {
            count = inflater.inflate(samples, filled, samples.length - filled);
            filled += count;
        }
    }
}
