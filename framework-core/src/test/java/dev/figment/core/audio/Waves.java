package dev.figment.core.audio;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** WAV files of every kind, for tests. */
public final class Waves {
    private Waves() {}

    /**
     * A file of any encoding.
     *
     * @param tag 1 for PCM, 3 for floats
     * @param samples frame by frame, in [-1, 1]
     */
    public static byte[] encode(int tag, int bits, int channels, int rate, double... samples) {
        ByteBuffer data = ByteBuffer.allocate(samples.length * bits / 8).order(ByteOrder.LITTLE_ENDIAN);
        for (double sample : samples) {
            long level = Math.round(sample * ((1L << (bits - 1)) - 1));
            switch (bits) {
                case 8 -> data.put((byte) (level + 128));
                case 16 -> data.putShort((short) level);
                case 24 -> data.put((byte) level).put((byte) (level >> 8)).put((byte) (level >> 16));
                case 32 -> {
                    if (tag == 3) {
                        data.putFloat((float) sample);
                    } else {
                        data.putInt((int) level);
                    }
                }
                default -> data.putDouble(sample);
            }
        }
        return file(tag, bits, channels, rate, data.array());
    }

    /** With a chunk of an odd length before the samples, which some editors write. */
    static byte[] file(int tag, int bits, int channels, int rate, byte[] data) {
        ByteBuffer file = ByteBuffer.allocate(12 + 24 + 8 + 4 + 8 + data.length).order(ByteOrder.LITTLE_ENDIAN);
        file.put(ascii("RIFF")).putInt(file.capacity() - 8).put(ascii("WAVE"));
        file.put(ascii("fmt ")).putInt(16).putShort((short) tag).putShort((short) channels);
        file.putInt(rate).putInt(rate * channels * bits / 8);
        file.putShort((short) (channels * bits / 8)).putShort((short) bits);
        file.put(ascii("LIST")).putInt(3).put(new byte[4]);
        file.put(ascii("data")).putInt(data.length).put(data);
        return file.array();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
