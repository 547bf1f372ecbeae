package dev.figment.core.image;

/** A black image that others are drawn on. */
final class Canvas {
    private final int channels;
    private final int height;
    private final int width;
    private final byte[] samples;

    Canvas(int channels, int height, int width) {
        this.channels = channels;
        this.height = height;
        this.width = width;
        this.samples = new byte[Math.multiplyExact(Math.multiplyExact(height, width), channels)];
    }

    /** Draws an image of as many channels, magnified, with its upper left corner at a place. */
    void draw(Bitmap image, int top, int left, int factor) {
        byte[] from = image.samples();
        int row = image.width() * factor * channels;
        for (int y = 0; y < image.height(); y++) {
            int first = ((top + y * factor) * width + left) * channels;
            int to = first;
            for (int x = 0; x < image.width(); x++) {
                int pixel = (y * image.width() + x) * channels;
                for (int i = 0; i < factor; i++, to += channels) {
                    System.arraycopy(from, pixel, samples, to, channels);
                }
            }
            for (int i = 1; i < factor; i++) {
                System.arraycopy(samples, first, samples, first + i * width * channels, row);
            }
        }
    }

    /** The image drawn; the canvas is not used after this. */
    Bitmap bitmap() {
        return new Bitmap(channels, height, width, samples);
    }
}
