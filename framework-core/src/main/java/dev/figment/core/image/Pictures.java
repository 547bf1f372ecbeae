package dev.figment.core.image;

import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Reads image files: PNG and PGM or PPM directly, JPEG, GIF (its first frame), BMP and TIFF through ImageIO. What is transparent lies
 * over black; a grey file gives one channel, any other three.
 */
public final class Pictures {
    /** Pixels that a file has at most, so that a small file cannot claim all memory. */
    static final long MOST_PIXELS = 100_000_000;

    /** Bytes that a file has at most: as many as {@link #MOST_PIXELS} of colour with 16 bits a sample. */
    private static final long MOST_BYTES = 6 * MOST_PIXELS;

    private Pictures() {}

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
                            .fix("PNG, JPEG, GIF, BMP, TIFF, PGM and PPM are read"),
                    e);
        } catch (NoSuchFileException e) {
            throw FigmentException.user(Problem.of("no-such-file", file.toString(), "there is no such file"), e);
        } catch (IOException e) {
            throw FigmentException.user(
                    Problem.of("unreadable-file", file.toString(), "cannot read this file: " + e.getMessage()), e);
        }
    }

    /**
     * Looks at a file without decoding it, as far as that shows whether it can be read: where its beginning or its end is
     * not what it should be, it is decoded.
     *
     * @throws FigmentException as {@link #read} does
     */
    public static ImageHeader check(Path file) {
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            Optional<ImageHeader> header = ImageHeader.of(channel);
            if (header.isPresent() && ImageHeader.endsWell(channel)) {
                return header.get();
            }
        } catch (IOException e) {
            // Reading the whole says what is wrong.
        }
        Picture whole = read(file);
        return new ImageHeader(whole.height(), whole.width());
    }

    static Picture decode(byte[] bytes) throws UnreadableImage {
        if (PngReader.recognises(bytes)) {
            return PngReader.decode(bytes);
        }
        return Pnm.recognises(bytes) ? Pnm.decode(bytes) : AwtDecoder.decode(bytes);
    }

    static void requireSize(long width, long height) throws UnreadableImage {
        if (width < 1 || height < 1 || width * height > MOST_PIXELS) {
            throw new UnreadableImage(
                    "this image claims " + width + "×" + height + " pixels, more than " + MOST_PIXELS + " or none");
        }
    }
}
