package dev.figment.core.image;

import java.nio.FloatBuffer;

/**
 * One decoded image: channel by channel, row by row, values in [0, 1]. Whoever makes one gives its array away.
 *
 * @see Pictures#read
 */
public final class Picture {
    private final int channels;
    private final int height;
    private final int width;
    private final float[] values;

    /**
     * @param channels 1 (grey) or 3 (red, green, blue)
     * @param values of [channels, height, width]
     */
    public Picture(int channels, int height, int width, float[] values) {
        if ((channels != 1 && channels != 3) || values.length != Math.multiplyExact(channels, height * width)) {
            throw new IllegalArgumentException(values.length + " values for " + channels + "×" + height + "×" + width);
        }
        this.channels = channels;
        this.height = height;
        this.width = width;
        this.values = values;
    }

    public int channels() {
        return channels;
    }

    public int height() {
        return height;
    }

    public int width() {
        return width;
    }

    /** The value of one pixel. */
    public float value(int channel, int y, int x) {
        return values[(channel * height + y) * width + x];
    }

    /** Puts [channels, height, width] values into a buffer at its position. */
    public void copyTo(FloatBuffer buffer) {
        buffer.put(values);
    }

    /** As many channels as asked for: grey by the luma of ITU-R BT.601, colour from grey by repeating it. */
    public Picture withChannels(int wanted) {
        if (wanted == channels) {
            return this;
        }
        int area = height * width;
        float[] converted = new float[wanted * area];
        if (wanted == 1) {
            for (int i = 0; i < area; i++) {
                converted[i] = luma(values[i], values[area + i], values[2 * area + i]);
            }
        } else {
            for (int channel = 0; channel < wanted; channel++) {
                System.arraycopy(values, 0, converted, channel * area, area);
            }
        }
        return new Picture(wanted, height, width, converted);
    }

    /** Luma of ITU-R BT.601, section 2.5.1; weights that add up to one keep grey as it is. */
    static float luma(float red, float green, float blue) {
        return red == green && green == blue ? red : 0.299f * red + 0.587f * green + 0.114f * blue;
    }

    /** The columns from one (inclusive) to another (exclusive), at full height. */
    public Picture columns(int from, int to) {
        int wanted = to - from;
        float[] cut = new float[channels * height * wanted];
        for (int row = 0; row < channels * height; row++) {
            System.arraycopy(values, row * width + from, cut, row * wanted, wanted);
        }
        return new Picture(channels, height, wanted, cut);
    }

    /** The nearest of 256 levels of each value, of [channels, height, width]. */
    public byte[] levels() {
        byte[] levels = new byte[values.length];
        for (int i = 0; i < levels.length; i++) {
            levels[i] = Bitmap.level(values[i]);
        }
        return levels;
    }

    /** Scaled so that it covers a size, and cut to it at the centre. */
    public Picture covering(int wantedHeight, int wantedWidth) {
        if (wantedHeight == height && wantedWidth == width) {
            return this;
        }
        double scale = Math.max((double) wantedHeight / height, (double) wantedWidth / width);
        Resampling rows = Resampling.centred(height, wantedHeight, scale);
        Resampling columns = Resampling.centred(width, wantedWidth, scale);
        float[] scaled = new float[channels * wantedHeight * wantedWidth];
        float[] line = new float[wantedHeight * width];
        for (int channel = 0; channel < channels; channel++) {
            rows.alongColumns(values, channel * height * width, width, line);
            columns.alongRows(line, wantedHeight, scaled, channel * wantedHeight * wantedWidth);
        }
        return new Picture(channels, wantedHeight, wantedWidth, scaled);
    }

    @Override
    public String toString() {
        return width + "×" + height + (channels == 1 ? " grey" : " colour");
    }
}
