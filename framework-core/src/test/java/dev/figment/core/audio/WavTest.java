package dev.figment.core.audio;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.FloatBuffer;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.Test;

class WavTest {
    private static byte[] read(AudioInputStream stream) throws Exception {
        try (stream) {
            return stream.readAllBytes();
        }
    }

    @Test
    void isReadByJavaSound() throws Exception {
        float[] samples = {0, 1, -1, 0.5f, 2, -2, Float.NaN};
        AudioInputStream stream = AudioSystem.getAudioInputStream(
                new ByteArrayInputStream(Wav.encode(FloatBuffer.wrap(samples), 16_000)));
        AudioFormat format = stream.getFormat();
        assertThat(format.getSampleRate()).isEqualTo(16_000);
        assertThat(format.getChannels()).isEqualTo(1);
        assertThat(format.getSampleSizeInBits()).isEqualTo(16);
        assertThat(format.isBigEndian()).isFalse();
        assertThat(stream.getFrameLength()).isEqualTo(samples.length);
        byte[] bytes = read(stream);
        int[] values = new int[samples.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (short) (bytes[2 * i] & 0xff | bytes[2 * i + 1] << 8);
        }
        assertThat(values).containsExactly(0, 32767, -32767, 16384, 32767, -32767, 0);
    }
}
