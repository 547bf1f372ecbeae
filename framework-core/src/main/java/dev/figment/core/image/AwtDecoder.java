package dev.figment.core.image;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadWarningListener;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** Decodes what ImageIO reads: the first image of a file, turned upright as its EXIF orientation asks. */
final class AwtDecoder {
    private AwtDecoder() {}

    static Picture decode(byte[] bytes) throws UnreadableImage {
        try (ImageInputStream stream = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(stream);
            if (!readers.hasNext()) {
                throw new UnreadableImage("this is no image: " + Beginning.of(bytes));
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(stream);
                Pictures.requireSize(reader.getWidth(0), reader.getHeight(0));
                Warnings warnings = new Warnings();
                reader.addIIOReadWarningListener(warnings);
                Picture picture = picture(reader.read(0));
                if (warnings.cutOff) {
                    throw new IOException("it is cut off");
                }
                return Orientation.ofJpeg(bytes).upright(picture);
            } finally {
                reader.dispose();
            }
        } catch (IOException | RuntimeException e) {
            // The readers of the JDK answer damaged files with unchecked exceptions, too.
            throw new UnreadableImage("this image is damaged or of a kind that is not supported: " + e.getMessage(), e);
        }
    }

    /** The JPEG reader fills what is missing with grey, and merely warns: "Premature end of input file". */
    private static final class Warnings implements IIOReadWarningListener {
        private boolean cutOff;

        @Override
        public void warningOccurred(ImageReader source, String warning) {
            cutOff |= warning.toLowerCase(Locale.ROOT).contains("premature end");
        }
    }

    private static Picture picture(BufferedImage image) {
        ColorModel model = image.getColorModel();
        ColorSpace space = model.getColorSpace();
        boolean direct = !(model instanceof IndexColorModel)
                && (space.getType() == ColorSpace.TYPE_GRAY || space.isCS_sRGB())
                && !model.isAlphaPremultiplied();
        return direct ? fromSamples(image, space.getType() == ColorSpace.TYPE_GRAY ? 1 : 3) : fromColours(image);
    }

    /** Grey and RGB are taken as stored: {@code getRGB} would take grey for linear light and convert it. */
    private static Picture fromSamples(BufferedImage image, int channels) {
        Raster raster = image.getRaster();
        ColorModel model = image.getColorModel();
        int area = image.getHeight() * image.getWidth();
        int bands = raster.getNumBands();
        float[] most = new float[bands];
        for (int band = 0; band < bands; band++) {
            most[band] = (1L << model.getComponentSize(band)) - 1;
        }
        float[] values = new float[channels * area];
        int[] samples = new int[bands * image.getWidth()];
        for (int y = 0; y < image.getHeight(); y++) {
            raster.getPixels(raster.getMinX(), raster.getMinY() + y, image.getWidth(), 1, samples);
            for (int channel = 0; channel < channels; channel++) {
                int to = channel * area + y * image.getWidth();
                for (int x = 0; x < image.getWidth(); x++) {
                    float value = samples[x * bands + channel] / most[channel];
                    values[to + x] =
                            model.hasAlpha() ? value * (samples[x * bands + channels] / most[channels]) : value;
                }
            }
        }
        return new Picture(channels, image.getHeight(), image.getWidth(), values);
    }

    /** Palettes and other colour spaces are converted to sRGB; what is grey throughout gives one channel. */
    private static Picture fromColours(BufferedImage image) {
        int area = image.getHeight() * image.getWidth();
        int[] colours = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
        float[] values = new float[3 * area];
        boolean grey = true;
        for (int i = 0; i < area; i++) {
            float alpha = (colours[i] >>> 24) / 255f;
            for (int channel = 0; channel < 3; channel++) {
                values[channel * area + i] = (colours[i] >> (16 - 8 * channel) & 0xff) / 255f * alpha;
            }
            grey = grey && values[i] == values[area + i] && values[i] == values[2 * area + i];
        }
        Picture colour = new Picture(3, image.getHeight(), image.getWidth(), values);
        return grey ? colour.withChannels(1) : colour;
    }
}
