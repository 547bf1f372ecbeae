package dev.figment.core.audio;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;

/** Writes WAV: RIFF, linear PCM, 16 bits a sample, mono, which everything plays. */
public final class Wav {
    private static final int HEADER = 44;
    private static final int FORMAT_LENGTH = 16;
    private static final short PCM = 1;
    private static final short MONO = 1;
    private static final short BITS = 16;

    private Wav() {}

    /**
     * The bytes of a WAV file.
     *
     * @param samples in [-1, 1]; what lies outside is clipped, and what is no number becomes silence
     * @param sampleRate samples a second
     */
    public static byte[] encode(FloatBuffer samples, int sampleRate) {
        int length = Math.multiplyExact(samples.remaining(), Short.BYTES);
        ByteBuffer file = ByteBuffer.allocate(Math.addExact(HEADER, length)).order(ByteOrder.LITTLE_ENDIAN);
        file.put(ascii("RIFF")).putInt(HEADER - 8 + length).put(ascii("WAVE"));
        file.put(ascii("fmt ")).putInt(FORMAT_LENGTH).putShort(PCM).putShort(MONO);
        file.putInt(sampleRate)
                .putInt(sampleRate * Short.BYTES)
                .putShort((short) Short.BYTES)
                .putShort(BITS);
        file.put(ascii("data")).putInt(length);
        for (int i = samples.position(); i < samples.limit(); i++) {
            float clipped = Math.max(-1, Math.min(1, samples.get(i)));
            file.putShort((short) Math.round(clipped * Short.MAX_VALUE));
        }
        return file.array();
    }

    private static byte[] ascii(String word) {
        return word.getBytes(StandardCharsets.US_ASCII);
    }
}
