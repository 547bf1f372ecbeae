package dev.figment.core.audio;

import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A WAV file (RIFF WAVE; Microsoft and IBM 1991): PCM of 8, 16, 24 or 32 bits, or IEEE floats of 32 or 64. Only its header
 * is held.
 *
 * @param rate frames a second
 * @param bytes of one channel's sample
 * @param data where the first frame begins in the file
 * @param frames samples of each channel
 */
public record WavFile(Path file, int rate, int channels, int bytes, boolean floating, long data, long frames) {
    private static final int PCM = 1;
    private static final int FLOAT = 3;
    private static final int EXTENSIBLE = 0xfffe;

    /** Writers that do not know the length, because they write into a pipe, leave this. */
    private static final long UNKNOWN = 0xffffffffL;

    /**
     * Reads a file's header, and checks that the file is as long as that says.
     *
     * @throws FigmentException if it is no WAV file, of an encoding that is not supported, or cut off
     */
    public static WavFile open(Path file) {
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            ByteBuffer riff = bytes(channel, 0, 12);
            if (riff.remaining() < 12 || riff.getInt(0) != 0x46464952 || riff.getInt(8) != 0x45564157) {
                throw refuse(file, "not-wav", "this is no WAV file: it does not begin with RIFF and WAVE");
            }
            ByteBuffer format = ByteBuffer.allocate(0);
            long at = 12;
            while (at + 8 <= channel.size()) {
                ByteBuffer chunk = bytes(channel, at, 8);
                long size = chunk.getInt(4) & UNKNOWN;
                if (chunk.getInt(0) == 0x20746d66) {
                    format = bytes(channel, at + 8, 40);
                } else if (chunk.getInt(0) == 0x61746164) {
                    return ofFormat(file, format, at + 8, size, channel.size());
                }
                at += 8 + size + (size & 1);
            }
            throw refuse(
                    file, "wav-cut-off", "this WAV file is cut off or damaged: it has no samples (no 'data' chunk)");
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static WavFile ofFormat(Path file, ByteBuffer format, long data, long size, long fileSize) {
        if (format.remaining() < 16) {
            throw refuse(file, "wav-cut-off", "this WAV file is damaged: its samples come before their format");
        }
        int tag = format.getShort(0) & 0xffff;
        int encoding = tag == EXTENSIBLE && format.remaining() >= 26 ? format.getShort(24) & 0xffff : tag;
        int channels = format.getShort(2) & 0xffff;
        int rate = format.getInt(4);
        int bits = format.getShort(14) & 0xffff;
        boolean supported = encoding == PCM
                ? bits == 8 || bits == 16 || bits == 24 || bits == 32
                : encoding == FLOAT && (bits == 32 || bits == 64);
        if (!supported || channels < 1 || rate < 1) {
            throw refuse(
                    file,
                    "wav-encoding",
                    "this WAV file has encoding " + encoding + " with " + bits + " bits, " + channels + " channels and "
                            + rate + " Hz; PCM (1) of 8, 16, 24 or 32 bits and floats (3) of 32 or 64 are read");
        }
        int frame = channels * bits / 8;
        long there = fileSize - data;
        if (size != UNKNOWN && size > there) {
            throw refuse(
                    file,
                    "wav-cut-off",
                    "this WAV file is cut off: its header says " + size / frame + " samples, there are "
                            + there / frame);
        }
        long frames = (size == UNKNOWN ? there : size) / frame;
        if (frames == 0) {
            throw refuse(file, "wav-empty", "this WAV file has no samples");
        }
        return new WavFile(file, rate, channels, bits / 8, encoding == FLOAT, data, frames);
    }

    /**
     * Some samples, the mean of the channels, in [-1, 1]. Beyond the file's beginning and end there is silence.
     *
     * @throws FigmentException if they cannot be read
     */
    public float[] read(long from, int count) {
        float[] samples = new float[count];
        long begin = Math.max(0, from);
        long end = Math.min(frames, from + count);
        if (begin >= end) {
            return samples;
        }
        int frame = channels * bytes;
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            ByteBuffer raw = bytes(channel, data + begin * frame, Math.toIntExact((end - begin) * frame));
            if (raw.remaining() < (end - begin) * frame) {
                throw refuse(file, "wav-cut-off", "this WAV file has become shorter while it was read");
            }
            for (int i = (int) (begin - from); raw.hasRemaining(); i++) {
                double sum = 0;
                for (int c = 0; c < channels; c++) {
                    sum += sample(raw);
                }
                samples[i] = (float) (sum / channels);
            }
            return samples;
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    /** PCM of 8 bits is unsigned, any other signed. */
    private double sample(ByteBuffer raw) {
        return switch (bytes) {
            case 1 -> ((raw.get() & 0xff) - 128) / 128.0;
            case 2 -> raw.getShort() / 32768.0;
            case 3 -> ((raw.get() & 0xff) | (raw.get() & 0xff) << 8 | raw.get() << 16) / 8388608.0;
            case 4 -> floating ? cut(raw.getFloat()) : raw.getInt() / 2147483648.0;
            default -> cut(raw.getDouble());
        };
    }

    /** Floats may go beyond full scale, and may be no numbers. */
    private static double cut(double value) {
        return Double.isNaN(value) ? 0 : Math.min(Math.max(value, -1), 1);
    }

    private static ByteBuffer bytes(SeekableByteChannel channel, long from, int count) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
        channel.position(from);
        while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
            // Reads on until it is full or the file ends.
        }
        return bytes.flip();
    }

    private static FigmentException unreadable(Path file, IOException e) {
        return FigmentException.user(
                Problem.of("unreadable-file", file.toString(), "cannot read this file: " + e.getMessage()), e);
    }

    private static FigmentException refuse(Path file, String code, String message) {
        return FigmentException.user(Problem.of(code, file.toString(), message)
                .fix("convert or copy it again, with 'ffmpeg -i IN -c:a pcm_s16le OUT.wav' for instance, or leave"
                        + " it out"));
    }
}
