package dev.figment.core.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.Arrays;
import java.util.Optional;

/** How large the image in a file is, once it stands upright, as its first bytes say. */
public record ImageHeader(int height, int width) {
    /** Enough for the metadata that cameras and editors put before a JPEG's size. */
    private static final int FIRST = 1 << 16;

    private static final byte[] IEND = {0, 0, 0, 0, 'I', 'E', 'N', 'D', (byte) 0xae, 0x42, 0x60, (byte) 0x82};

    /** Of PNG (ISO/IEC 15948, 11.2.2) and JPEG (ITU-T T.81, B.2.2); empty for others and where it is not found. */
    static Optional<ImageHeader> of(SeekableByteChannel file) throws IOException {
        ByteBuffer first = read(file, 0, FIRST);
        if (first.remaining() >= 24 && PngReader.recognises(Arrays.copyOf(first.array(), Png.SIGNATURE.length))) {
            return sound(first.getInt(20), first.getInt(16));
        }
        if (first.remaining() < 4 || first.getShort(0) != (short) 0xffd8) {
            return Optional.empty();
        }
        int at = 2;
        while (at + 9 <= first.limit() && first.get(at) == (byte) 0xff) {
            int marker = first.get(at + 1) & 0xff;
            boolean frame = marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
            if (frame) {
                int height = first.getShort(at + 5) & 0xffff;
                int width = first.getShort(at + 7) & 0xffff;
                boolean turned = Orientation.ofJpeg(first.array()).value() >= 5;
                return turned ? sound(width, height) : sound(height, width);
            }
            at += 2 + (first.getShort(at + 2) & 0xffff);
        }
        return Optional.empty();
    }

    private static Optional<ImageHeader> sound(int height, int width) {
        return height > 0 && width > 0 ? Optional.of(new ImageHeader(height, width)) : Optional.empty();
    }

    /** Whether a PNG or JPEG file ends as it should, and so was not cut off. */
    static boolean endsWell(SeekableByteChannel file) throws IOException {
        ByteBuffer last = read(file, Math.max(0, file.size() - IEND.length), IEND.length);
        byte[] bytes = Arrays.copyOf(last.array(), last.limit());
        boolean jpeg =
                bytes.length > 1 && bytes[bytes.length - 2] == (byte) 0xff && bytes[bytes.length - 1] == (byte) 0xd9;
        return jpeg || Arrays.equals(bytes, IEND);
    }

    private static ByteBuffer read(SeekableByteChannel file, long from, int most) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(most, file.size() - from));
        file.position(from);
        while (bytes.hasRemaining() && file.read(bytes) >= 0) {
            // Reads on until it is full or the file ends.
        }
        return bytes.flip();
    }
}
