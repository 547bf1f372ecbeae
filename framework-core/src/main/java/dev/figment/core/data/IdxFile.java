package dev.figment.core.data;

import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import dev.figment.core.io.Sha256;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipException;

/**
 * Images in the IDX format of MNIST: a header of big-endian integers (0x00000803, images, rows, columns), then one byte
 * a pixel. The file may be compressed with gzip. All of it is held in memory, uncompressed.
 *
 * @param name what to call it in messages
 * @param sha256 of the uncompressed content, header included
 * @param pixels of [images, height, width]
 */
record IdxFile(String name, String sha256, int images, int height, int width, byte[] pixels) {
    private static final int IMAGES = 0x00000803;
    private static final int LABELS = 0x00000801;
    private static final int HEADER = 16;

    /** Whether a file begins as an IDX file does, compressed or not. */
    static boolean recognises(Path file) {
        try (InputStream content = Content.open(file)) {
            byte[] first = content.readNBytes(4);
            // Two zeros, the element type (0x08 to 0x0E), the number of dimensions.
            return first.length == 4
                    && first[0] == 0
                    && first[1] == 0
                    && first[2] >= 0x08
                    && first[2] <= 0x0E
                    && first[3] >= 1
                    && first[3] <= 4;
        } catch (IOException e) {
            return false;
        }
    }

    IdxFile named(String reference) {
        return new IdxFile(reference, sha256, images, height, width, pixels);
    }

    /**
     * @throws FigmentException if it is no IDX file of images, or cut off, or holds more than its header says
     */
    static IdxFile read(Path file) {
        Sha256 digest = new Sha256();
        try (InputStream content = Content.open(file)) {
            byte[] header = content.readNBytes(HEADER);
            digest.update(header, header.length);
            ByteBuffer numbers = ByteBuffer.wrap(header);
            requireImages(file, numbers);
            int images = numbers.getInt();
            int height = numbers.getInt();
            int width = numbers.getInt();
            int size = size(file, images, height, width);
            byte[] pixels = new byte[size];
            int count = 0;
            while (count < size) {
                int read = content.read(pixels, count, Math.min(size - count, 1 << 16));
                if (read < 0) {
                    throw cutOff(
                            file,
                            images + " images of " + height + "×" + width + " need " + size + " bytes, there are "
                                    + count);
                }
                digest.update(pixels, count, read);
                count += read;
            }
            if (content.read() >= 0) {
                throw corrupt(file, "it holds more than the " + images + " images that its header says");
            }
            return new IdxFile(file.toString(), digest.hex(), images, height, width, pixels);
        } catch (EOFException | ZipException e) {
            throw cutOff(file, "gzip: " + e.getMessage());
        } catch (IOException e) {
            throw FigmentException.user(
                    Problem.of("unreadable-file", file.toString(), "cannot read this file: " + e.getMessage()), e);
        }
    }

    private static void requireImages(Path file, ByteBuffer header) {
        if (header.remaining() < HEADER && (header.remaining() < 4 || header.getInt(0) == IMAGES)) {
            throw cutOff(file, "it has no whole header");
        }
        int magic = header.getInt();
        if (magic == LABELS) {
            throw FigmentException.user(
                    Problem.of("idx-labels", file.toString(), "this IDX file holds labels, not images")
                            .fix("use the file of images: its name usually has 'images-idx3' in it"));
        }
        if (magic != IMAGES) {
            throw corrupt(file, String.format("it begins with 0x%08X, images with 0x%08X", magic, IMAGES));
        }
    }

    private static int size(Path file, int images, int height, int width) throws IOException {
        long area = (long) height * width;
        boolean sound = images > 0 && height > 0 && width > 0 && images <= (Integer.MAX_VALUE - 16L) / area;
        if (!sound) {
            throw corrupt(file, "its header says " + images + " images of " + height + "×" + width);
        }
        // Before the memory is taken: a damaged header can ask for 2 GiB.
        if (images * area > Files.size(file) * Content.MOST_COMPRESSION) {
            throw cutOff(
                    file,
                    images + " images of " + height + "×" + width + " need " + images * area + " bytes, which its "
                            + Files.size(file) + " cannot hold");
        }
        return (int) (images * area);
    }

    private static FigmentException cutOff(Path file, String how) {
        return FigmentException.user(
                Problem.of("idx-cut-off", file.toString(), "this IDX file is cut off or damaged: " + how)
                        .fix("copy or download it again"));
    }

    private static FigmentException corrupt(Path file, String how) {
        return FigmentException.user(
                Problem.of("idx-corrupt", file.toString(), "this is no sound IDX file of images: " + how)
                        .fix("copy or download it again"));
    }
}
