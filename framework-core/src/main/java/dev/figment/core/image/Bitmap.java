package dev.figment.core.image;

import dev.figment.api.Images;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * An image of 8 bits a sample, as files hold it: row by row, the channels of a pixel side by side. Whoever makes one
 * gives its array away.
 */
public final class Bitmap {
    private final int channels;
    private final int height;
    private final int width;
    private final byte[] samples;

    /**
     * @param channels 1 (grey) or 3 (red, green, blue)
     * @param samples of [height, width, channels]
     */
    public Bitmap(int channels, int height, int width, byte[] samples) {
        if ((channels != 1 && channels != 3) || height < 1 || width < 1) {
            throw new IllegalArgumentException("image of " + width + "×" + height + " with " + channels + " channels");
        }
        if (samples.length != Math.multiplyExact(Math.multiplyExact(height, width), channels)) {
            throw new IllegalArgumentException(
                    samples.length + " samples for " + width + "×" + height + "×" + channels);
        }
        this.channels = channels;
        this.height = height;
        this.width = width;
        this.samples = samples;
    }

    /** Every image of a batch; values are rounded to the nearest of 256 levels, those outside [0, 1] cut. */
    public static List<Bitmap> of(Images images) {
        List<Bitmap> bitmaps = new ArrayList<>(images.size());
        FloatBuffer pixels = images.pixels().floats();
        int channels = images.channels();
        int area = images.height() * images.width();
        for (int image = 0; image < images.size(); image++) {
            byte[] samples = new byte[channels * area];
            for (int channel = 0; channel < channels; channel++) {
                int from = (image * channels + channel) * area;
                for (int i = 0; i < area; i++) {
                    samples[i * channels + channel] = level(pixels.get(from + i));
                }
            }
            bitmaps.add(new Bitmap(channels, images.height(), images.width(), samples));
        }
        return bitmaps;
    }

    /** The nearest of 256 levels; not-a-number is black. */
    static byte level(float value) {
        return (byte) (int) (Math.min(Math.max(value, 0), 1) * 255 + 0.5f);
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

    /** The sample of a pixel, from 0 to 255. */
    public int sample(int y, int x, int channel) {
        return samples[(y * width + x) * channels + channel] & 0xff;
    }

    /** The samples themselves, not a copy. */
    byte[] samples() {
        return samples;
    }

    /** Each pixel as a square of {@code factor} × {@code factor}. */
    public Bitmap magnified(int factor) {
        if (factor == 1) {
            return this;
        }
        Canvas canvas = new Canvas(channels, height * factor, width * factor);
        canvas.draw(this, 0, 0, factor);
        return canvas.bitmap();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bitmap that
                && channels == that.channels
                && width == that.width
                && Arrays.equals(samples, that.samples);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(samples);
    }

    @Override
    public String toString() {
        return width + "×" + height + (channels == 1 ? " grey" : " colour");
    }
}
