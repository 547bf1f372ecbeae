package dev.figment.core.image;

import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import dev.figment.core.io.FileOutput;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Writes an animated GIF (version 89a, with the Netscape extension for looping), a frame at a time. Grey frames keep
 * all their 256 levels; each colour frame has a palette of its own.
 */
public final class GifWriter {
    /** Delays are in hundredths of a second, and viewers slow shorter ones than two of them down. */
    public static final int MOST_FRAMES_A_SECOND = 50;

    private static final int MOST_PIXELS_A_SIDE = 65_535;
    private static final int WHOLE_TABLE = 7;

    private final FileOutput output;
    private final int frameRate;
    private final boolean loop;
    private final String where;
    private @Nullable Bitmap first;
    private int frames;

    /**
     * @param frameRate frames a second, from 1 to {@link #MOST_FRAMES_A_SECOND}; delays are rounded so that they add up
     *     to it
     * @param where what the animation is for, in errors: the file
     */
    public GifWriter(FileOutput output, int frameRate, boolean loop, String where) {
        this.output = output;
        this.frameRate = frameRate;
        this.loop = loop;
        this.where = where;
    }

    /**
     * @throws FigmentException if the frame is of another size than the first, or too large for the format
     */
    public void write(Bitmap frame) {
        if (first == null) {
            first = frame;
            begin(frame);
        }
        boolean same = frame.width() == first.width()
                && frame.height() == first.height()
                && frame.channels() == first.channels();
        if (!same) {
            throw FigmentException.user(Problem.of(
                            "image-sizes-differ", where, "frame " + frames + " is " + frame + ", the first is " + first)
                    .fix("give read-images a size and a number of channels"));
        }
        control();
        if (frame.channels() == 1) {
            descriptor(frame, 0);
            output.write(Lzw.encode(frame.samples()));
        } else {
            Palette palette = Palette.of(frame);
            descriptor(frame, 0x80 | WHOLE_TABLE);
            output.write(palette.table());
            output.write(Lzw.encode(palette.indices()));
        }
        frames++;
    }

    /** Number of frames so far. */
    public int frames() {
        return frames;
    }

    /** Writes what ends the file. */
    public void finish() {
        output.write(0x3b);
    }

    private void begin(Bitmap frame) {
        if (frame.width() > MOST_PIXELS_A_SIDE || frame.height() > MOST_PIXELS_A_SIDE) {
            throw FigmentException.user(Problem.of(
                    "gif-too-large",
                    where,
                    "a frame is " + frame + "; a GIF has at most " + MOST_PIXELS_A_SIDE + " pixels a side"));
        }
        boolean grey = frame.channels() == 1;
        output.write("GIF89a");
        output.write(littleEndian(7)
                .putShort((short) frame.width())
                .putShort((short) frame.height())
                .put((byte) (0x70 | (grey ? 0x80 | WHOLE_TABLE : 0)))
                .array());
        if (grey) {
            output.write(Palette.greys());
        }
        if (loop) {
            output.write(new byte[] {0x21, (byte) 0xff, 11});
            output.write("NETSCAPE2.0".getBytes(StandardCharsets.US_ASCII));
            output.write(new byte[] {3, 1, 0, 0, 0});
        }
    }

    /** The graphic control extension: how long the frame stays. */
    private void control() {
        long delay = elapsed(frames + 1) - elapsed(frames);
        output.write(littleEndian(8)
                .put(new byte[] {0x21, (byte) 0xf9, 4, 0})
                .putShort((short) delay)
                .putShort((short) 0)
                .array());
    }

    /** Hundredths of a second that a number of frames take. */
    private long elapsed(long count) {
        return Math.round(100.0 * count / frameRate);
    }

    private void descriptor(Bitmap frame, int flags) {
        output.write(littleEndian(10)
                .put((byte) 0x2c)
                .putInt(0)
                .putShort((short) frame.width())
                .putShort((short) frame.height())
                .put((byte) flags)
                .array());
    }

    private static ByteBuffer littleEndian(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }
}
