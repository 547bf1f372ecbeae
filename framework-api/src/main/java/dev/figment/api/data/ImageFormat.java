package dev.figment.api.data;

import dev.figment.api.Images;

/**
 * Images, from image files or an IDX file. An image of another size is scaled so that it covers the size asked for and cut at the
 * centre; colour becomes grey by the luma of ITU-R BT.601.
 *
 * @param channels 1 (grey) or 3 (red, green, blue); 0 as found
 * @param height in pixels; 0 as found
 * @param width in pixels; 0 as found
 */
public record ImageFormat(int channels, int height, int width) implements DataFormat<Images> {
    public static final ImageFormat AS_FOUND = new ImageFormat(0, 0, 0);

    public ImageFormat {
        if (channels != 0 && channels != 1 && channels != 3) {
            throw new IllegalArgumentException("images have 1 channel (grey) or 3 (colour), not " + channels);
        }
        if (height < 0 || width < 0 || (height == 0) != (width == 0)) {
            throw new IllegalArgumentException("image size of " + height + "×" + width + " pixels");
        }
    }
}
