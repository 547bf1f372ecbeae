package dev.figment.core.image;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** From the filtered bytes of a PNG to a picture: passes, filters, bit depths, palette, transparency. */
final class PngPixels {
    /** First column, first row, column step and row step of each pass of Adam7 (section 8.2 of the standard). */
    private static final int[][] ADAM7 = {
        {0, 0, 8, 8}, {4, 0, 8, 8}, {0, 4, 4, 8}, {2, 0, 4, 4}, {0, 2, 2, 4}, {1, 0, 2, 2}, {0, 1, 1, 2}
    };

    private static final int[][] ONE_PASS = {{0, 0, 1, 1}};
    private static final int PALETTE = 3;

    /** Deflate (RFC 1951) makes at most 258 bytes of 2 bits. */
    private static final int MOST_COMPRESSION = 1032;

    private final int width;
    private final int height;
    private final int depth;
    private final int colour;
    private final int samples;
    private final int[][] passes;
    private byte @Nullable [] palette;
    private byte @Nullable [] paletteAlpha;
    private int @Nullable [] transparent;

    private PngPixels(int width, int height, int depth, int colour, int samples, boolean interlaced) {
        this.width = width;
        this.height = height;
        this.depth = depth;
        this.colour = colour;
        this.samples = samples;
        this.passes = interlaced ? ADAM7 : ONE_PASS;
    }

    static PngPixels ofHeader(ByteBuffer header) throws UnreadableImage {
        if (header.remaining() != 13) {
            throw new UnreadableImage("this PNG is damaged: its header has " + header.remaining() + " bytes");
        }
        int width = header.getInt();
        int height = header.getInt();
        Pictures.requireSize(width, height);
        int depth = header.get();
        int colour = header.get();
        int samples = switch (colour) {
            case 0, PALETTE -> 1;
            case 2 -> 3;
            case 4 -> 2;
            case 6 -> 4;
            default -> throw new UnreadableImage("this PNG is damaged: colour type " + colour);
        };
        boolean deep = depth == 8 || (depth == 16 && colour != PALETTE);
        boolean shallow = (depth == 1 || depth == 2 || depth == 4) && samples == 1;
        if (!deep && !shallow) {
            throw new UnreadableImage("this PNG is damaged: bit depth " + depth + " with colour type " + colour);
        }
        header.getShort();
        return new PngPixels(width, height, depth, colour, samples, header.get() == 1);
    }

    void palette(ByteBuffer chunk) {
        palette = new byte[chunk.remaining()];
        chunk.get(palette);
    }

    void transparency(ByteBuffer chunk) {
        if (colour == PALETTE) {
            paletteAlpha = new byte[chunk.remaining()];
            chunk.get(paletteAlpha);
        } else if (chunk.remaining() >= 2 * samples) {
            transparent = new int[samples];
            for (int i = 0; i < samples; i++) {
                transparent[i] = chunk.getShort() & 0xffff;
            }
        }
    }

    /**
     * Bytes of all rows of all passes, with a byte for the filter before each row.
     *
     * @param fileSize of the whole file, in bytes
     */
    int rawSize(long fileSize) throws UnreadableImage {
        long size = 0;
        for (int[] pass : passes) {
            size += rows(pass) * (columns(pass) == 0 ? 0 : 1L + rowBytes(pass));
        }
        if (size > Integer.MAX_VALUE - 16) {
            throw new UnreadableImage("this PNG holds more than 2 GiB");
        }
        if (size > fileSize * MOST_COMPRESSION) {
            throw new UnreadableImage(
                    "this PNG is damaged: its " + fileSize + " bytes cannot hold " + width + "×" + height + " pixels");
        }
        return (int) size;
    }

    private int columns(int[] pass) {
        return (width - pass[0] + pass[2] - 1) / pass[2];
    }

    private int rows(int[] pass) {
        return (height - pass[1] + pass[3] - 1) / pass[3];
    }

    private int rowBytes(int[] pass) {
        return (columns(pass) * samples * depth + 7) / 8;
    }

    /** Undoes the filters and spreads the samples out. */
    Picture picture(byte[] raw) throws UnreadableImage {
        if (colour == PALETTE && palette == null) {
            throw new UnreadableImage("this PNG is damaged: it has no palette");
        }
        boolean grey = palette != null && colour == PALETTE ? isGrey(palette) : samples < 3;
        int channels = grey ? 1 : 3;
        float[] values = new float[channels * height * width];
        int at = 0;
        for (int[] pass : passes) {
            if (columns(pass) > 0) {
                byte[] rows = unfiltered(pass, raw, at);
                at += rows.length + rows(pass);
                spread(pass, rows, channels, values);
            }
        }
        return new Picture(channels, height, width, values);
    }

    private static boolean isGrey(byte[] palette) {
        for (int i = 0; i + 2 < palette.length; i += 3) {
            if (palette[i] != palette[i + 1] || palette[i] != palette[i + 2]) {
                return false;
            }
        }
        return true;
    }

    /** The rows of one pass without their filters. */
    private byte[] unfiltered(int[] pass, byte[] raw, int from) throws UnreadableImage {
        int row = rowBytes(pass);
        int pixel = Math.max(1, samples * depth / 8);
        byte[] rows = new byte[rows(pass) * row];
        for (int y = 0; y < rows(pass); y++) {
            int filter = raw[from + y * (row + 1)];
            if (filter < 0 || filter >= PngFilter.COUNT) {
                throw new UnreadableImage("this PNG is damaged: filter " + filter);
            }
            System.arraycopy(raw, from + y * (row + 1) + 1, rows, y * row, row);
            PngFilter.undo(filter, rows, y * row, row, pixel);
        }
        return rows;
    }

    private void spread(int[] pass, byte[] rows, int channels, float[] values) throws UnreadableImage {
        int area = height * width;
        float[] pixel = new float[3];
        for (int y = 0; y < rows(pass); y++) {
            for (int x = 0; x < columns(pass); x++) {
                float alpha = pixel(rows, y * rowBytes(pass), x, pixel);
                int to = (pass[1] + y * pass[3]) * width + pass[0] + x * pass[2];
                for (int channel = 0; channel < channels; channel++) {
                    values[channel * area + to] = pixel[channel] * alpha;
                }
            }
        }
    }

    /** Gives a pixel's alpha; its colours, or its grey, go to {@code out}. */
    private float pixel(byte[] rows, int row, int x, float[] out) throws UnreadableImage {
        if (palette != null && colour == PALETTE) {
            int index = sample(rows, row, x);
            if (3 * index + 2 >= palette.length) {
                throw new UnreadableImage("this PNG is damaged: colour " + index + " of " + palette.length / 3);
            }
            for (int i = 0; i < 3; i++) {
                out[i] = (palette[3 * index + i] & 0xff) / 255f;
            }
            return paletteAlpha != null && index < paletteAlpha.length ? (paletteAlpha[index] & 0xff) / 255f : 1;
        }
        float most = (1 << depth) - 1;
        int colours = samples < 3 ? 1 : 3;
        boolean isTransparent = transparent != null;
        for (int i = 0; i < colours; i++) {
            int sample = sample(rows, row, x * samples + i);
            isTransparent = isTransparent && transparent != null && transparent[i] == sample;
            out[i] = sample / most;
        }
        if (samples > colours) {
            return sample(rows, row, x * samples + colours) / most;
        }
        return isTransparent ? 0 : 1;
    }

    /** The i-th sample of a row. */
    private int sample(byte[] rows, int row, int i) {
        return switch (depth) {
            case 8 -> rows[row + i] & 0xff;
            case 16 -> (rows[row + 2 * i] & 0xff) << 8 | (rows[row + 2 * i + 1] & 0xff);
            default -> {
                int bit = i * depth;
                yield (rows[row + bit / 8] & 0xff) >> (8 - depth - bit % 8) & ((1 << depth) - 1);
            }
        };
    }
}
