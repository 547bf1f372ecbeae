package dev.figment.core.image;

import dev.figment.api.Images;
import dev.figment.api.Tensor;
import java.awt.image.BufferedImage;
import java.awt.image.WritableRaster;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;

/** Images for tests, and ImageIO as the other side that reads and writes them. */
final class Samples {
    private Samples() {}

    static Bitmap noise(int channels, int height, int width) {
        byte[] samples = new byte[channels * height * width];
        new Random(samples.length).nextBytes(samples);
        return new Bitmap(channels, height, width, samples);
    }

    /** Smooth, so that each of PNG's filters is the best for some row. */
    static Bitmap slopes(int channels, int height, int width) {
        byte[] samples = new byte[channels * height * width];
        for (int i = 0; i < samples.length; i++) {
            int y = i / (channels * width);
            int x = i / channels % width;
            samples[i] = (byte) (y % 3 == 0 ? 3 * x + 40 * (i % channels) : y % 3 == 1 ? 5 * y : x * y / 4);
        }
        return new Bitmap(channels, height, width, samples);
    }

    /** A picture of one channel from its rows. */
    static Picture grey(float[]... rows) {
        float[] values = new float[rows.length * rows[0].length];
        for (int y = 0; y < rows.length; y++) {
            System.arraycopy(rows[y], 0, values, y * rows[0].length, rows[0].length);
        }
        return new Picture(1, rows.length, rows[0].length, values);
    }

    /** Images of one pixel each. */
    static Images pixels(float... values) {
        return Images.of(Tensor.ofFloats(values, values.length, 1, 1, 1));
    }

    /** Fills each band of an image with noise. */
    static BufferedImage filled(BufferedImage image) {
        WritableRaster raster = image.getRaster();
        Random random = new Random(7);
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                for (int band = 0; band < raster.getNumBands(); band++) {
                    int levels = 1 << image.getSampleModel().getSampleSize(band);
                    raster.setSample(x, y, band, random.nextInt(levels));
                }
            }
        }
        return image;
    }

    static byte[] written(BufferedImage image, String format, boolean progressive) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (var stream = ImageIO.createImageOutputStream(bytes)) {
            ImageWriteParam parameters = writer.getDefaultWriteParam();
            if (progressive) {
                parameters.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
            }
            writer.setOutput(stream);
            writer.write(null, new IIOImage(image, null, null), parameters);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    static BufferedImage read(byte[] bytes) {
        try {
            return ImageIO.read(new ByteArrayInputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
