package dev.figment.core.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * How a camera was held, from 1 (upright) to 8, as JPEG files say in their EXIF part (Exif 2.32, tag 0x0112).
 *
 * @param value 1 to 8
 */
record Orientation(int value) {
    private static final Orientation UPRIGHT = new Orientation(1);
    private static final int TAG = 0x0112;

    /** The orientation of a JPEG file; upright where it says none, or the file is another's. */
    static Orientation ofJpeg(byte[] bytes) {
        ByteBuffer file = ByteBuffer.wrap(bytes);
        if (bytes.length < 4 || file.getShort() != (short) 0xffd8) {
            return UPRIGHT;
        }
        while (file.remaining() > 4) {
            int marker = file.getShort() & 0xffff;
            int length = (file.getShort() & 0xffff) - 2;
            if (marker == 0xffda || length < 0 || length > file.remaining()) {
                return UPRIGHT;
            }
            if (marker == 0xffe1 && length > 14 && file.getInt(file.position()) == 0x45786966) {
                return ofExif(file.slice(file.position() + 6, length - 6));
            }
            file.position(file.position() + length);
        }
        return UPRIGHT;
    }

    private static Orientation ofExif(ByteBuffer exif) {
        exif.order(exif.getShort(0) == 0x4949 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        int directory = exif.getInt(4);
        if (directory < 8 || directory > exif.limit() - 2) {
            return UPRIGHT;
        }
        int entries = exif.getShort(directory) & 0xffff;
        for (int i = 0; i < entries && directory + 2 + 12 * (i + 1) <= exif.limit(); i++) {
            int entry = directory + 2 + 12 * i;
            if (exif.getShort(entry) == TAG) {
                int value = exif.getShort(entry + 8);
                return value >= 1 && value <= 8 ? new Orientation(value) : UPRIGHT;
            }
        }
        return UPRIGHT;
    }

    /** The image as it was seen. */
    Picture upright(Picture stored) {
        if (value == 1) {
            return stored;
        }
        boolean swapped = value >= 5;
        int height = swapped ? stored.width() : stored.height();
        int width = swapped ? stored.height() : stored.width();
        float[] values = new float[stored.channels() * height * width];
        int to = 0;
        for (int channel = 0; channel < stored.channels(); channel++) {
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    values[to++] = seen(stored, channel, y, x);
                }
            }
        }
        return new Picture(stored.channels(), height, width, values);
    }

    /** Where row 0 and column 0 of the stored image lie is what the numbers stand for (Exif 2.32, table 4). */
    private float seen(Picture stored, int channel, int y, int x) {
        int bottom = stored.height() - 1;
        int right = stored.width() - 1;
        return switch (value) {
            case 2 -> stored.value(channel, y, right - x);
            case 3 -> stored.value(channel, bottom - y, right - x);
            case 4 -> stored.value(channel, bottom - y, x);
            case 5 -> stored.value(channel, x, y);
            case 6 -> stored.value(channel, bottom - x, y);
            case 7 -> stored.value(channel, bottom - x, right - y);
            case 8 -> stored.value(channel, x, right - y);
            default -> stored.value(channel, y, x);
        };
    }
}
