package dev.figment.core.image;

import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;

/**
 * Reads image files: PNG directly, JPEG, GIF (its first frame), BMP and TIFF through ImageIO. What is transparent lies
 * over black; a grey file gives one channel, any other three.
 */
public final class Pictures {
    /** Pixels that a file has at most, so that a small file cannot claim all memory. */
    static final long MOST_PIXELS = 100_000_000;

    /** Bytes that a file has at most: as many as {@link #MOST_PIXELS} of colour with 16 bits a sample. */
    private static final long MOST_BYTES = 6 * MOST_PIXELS;

    private static final Set<String> EXTENSIONS = Set.of("png", "jpg", "jpeg", "gif", "bmp", "tif", "tiff");

    private Pictures() {}

    /** Whether a file's name ends as that of an image does. */
    public static boolean namesImage(Path file) {
        String name = String.valueOf(file.getFileName());
        int dot = name.lastIndexOf('.');
        return dot >= 0 && EXTENSIONS.contains(name.substring(dot + 1).toLowerCase(Locale.ROOT));
    }

    /**
     * Reads one file, whatever its name.
     *
     * @throws FigmentException if there is no such file, or it is no image, or a damaged one
     */
    public static Picture read(Path file) {
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new UnreadableImage("this is no image: it has " + Files.size(file) + " bytes");
            }
            return decode(Files.readAllBytes(file));
        } catch (UnreadableImage e) {
            throw FigmentException.user(
                    Problem.of("not-an-image", file.toString(), e.reason())
                            .fix("PNG, JPEG, GIF, BMP and TIFF are read"),
                    e);
        } catch (NoSuchFileException e) {
            throw FigmentException.user(Problem.of("no-such-file", file.toString(), "there is no such file"), e);
        } catch (IOException e) {
            throw FigmentException.user(
                    Problem.of("unreadable-file", file.toString(), "cannot read this file: " + e.getMessage()), e);
        }
    }

    static Picture decode(byte[] bytes) throws UnreadableImage {
        return PngReader.recognises(bytes) ? PngReader.decode(bytes) : AwtDecoder.decode(bytes);
    }

    static void requireSize(long width, long height) throws UnreadableImage {
        if (width < 1 || height < 1 || width * height > MOST_PIXELS) {
            throw new UnreadableImage(
                    "this image claims " + width + "×" + height + " pixels, more than " + MOST_PIXELS + " or none");
        }
    }
}
