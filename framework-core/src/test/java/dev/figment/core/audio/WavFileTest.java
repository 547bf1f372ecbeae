package dev.figment.core.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.figment.api.error.FigmentException;
import dev.figment.api.error.FigmentException.Fault;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WavFileTest {
    @TempDir
    Path folder;

    private Path file(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("a.wav"), bytes);
    }

    private void assertRefused(byte[] bytes, String... messages) throws IOException {
        Path file = file(bytes);
        assertThatExceptionOfType(FigmentException.class)
                .isThrownBy(() -> WavFile.open(file))
                .satisfies(
                        e -> assertThat(e.getMessage()).startsWith(file + ": ").contains(messages))
                .satisfies(e -> assertThat(e.fault()).isEqualTo(Fault.USER));
    }

    @ParameterizedTest
    @CsvSource({"1, 8, 0.008", "1, 16, 4e-5", "1, 24, 2e-7", "1, 32, 1e-7", "3, 32, 1e-7", "3, 64, 1e-7"})
    void readsEveryEncodingAndMixesTheChannels(int tag, int bits, float tolerance) throws IOException {
        WavFile wav = WavFile.open(file(Waves.encode(tag, bits, 2, 8000, 0, 0, 0.5, 0.25, -1, -1, 1, 1, -0.5, 0.5)));
        assertThat(wav.rate()).isEqualTo(8000);
        assertThat(wav.frames()).isEqualTo(5);
        assertThat(wav.read(0, 5)).usingComparatorWithPrecision(tolerance).containsExactly(0f, 0.375f, -1f, 1f, 0f);
    }

    @Test
    void readsWhatFigmentWrites() throws IOException {
        float[] samples = {0, 0.25f, -0.25f, 1, -1};
        WavFile wav = WavFile.open(file(Wav.encode(FloatBuffer.wrap(samples), 16_000)));
        assertThat(wav.rate()).isEqualTo(16_000);
        assertThat(wav.read(0, 5)).usingComparatorWithPrecision(1e-4f).containsExactly(samples);
    }

    @Test
    void givesSilenceBeyondBothEnds() throws IOException {
        WavFile wav = WavFile.open(file(Waves.encode(3, 32, 1, 8000, 0.1, 0.2, 0.3)));
        assertThat(wav.read(-2, 4)).containsExactly(0, 0, 0.1f, 0.2f);
        assertThat(wav.read(2, 3)).containsExactly(0.3f, 0, 0);
        assertThat(wav.read(5, 2)).containsExactly(0, 0);
    }

    @Test
    void cutsFloatsToFullScaleAndTakesNoNumbersAsSilence() throws IOException {
        WavFile wav = WavFile.open(file(Waves.encode(3, 32, 1, 8000, 2, -3, Double.NaN)));
        assertThat(wav.read(0, 3)).containsExactly(1, -1, 0);
    }

    @Test
    void readsTheExtensibleFormatAndAnUnknownLength() throws IOException {
        ByteBuffer file = ByteBuffer.allocate(12 + 48 + 8 + 4).order(ByteOrder.LITTLE_ENDIAN);
        file.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(-1);
        file.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(40);
        file.putShort((short) 0xfffe).putShort((short) 1).putInt(8000).putInt(16000);
        file.putShort((short) 2)
                .putShort((short) 16)
                .putShort((short) 22)
                .putShort((short) 16)
                .putInt(4);
        file.putShort((short) 1).put(new byte[14]);
        file.put("data".getBytes(StandardCharsets.US_ASCII))
                .putInt(-1)
                .putShort((short) 16384)
                .putShort((short) 0);
        assertThat(WavFile.open(file(file.array())).read(0, 2)).containsExactly(0.5f, 0);
    }

    @Test
    void refusesWhatIsCutOffAnywhere() throws IOException {
        byte[] whole = Waves.encode(1, 16, 1, 8000, 0.1, 0.2, 0.3);
        assertRefused(Arrays.copyOf(whole, whole.length - 1), "cut off: its header says 3 samples, there are 2");
        for (int length = 12; length < whole.length - 6; length++) {
            assertRefused(Arrays.copyOf(whole, length), "cut off");
        }
    }

    @Test
    void refusesOtherFilesAndEncodings() throws IOException {
        assertRefused("ID3 and so on, an MP3".getBytes(StandardCharsets.US_ASCII), "this is no WAV file", "ffmpeg -i");
        assertRefused(new byte[0], "this is no WAV file");
        assertRefused(Waves.file(6, 8, 1, 8000, new byte[4]), "encoding 6 with 8 bits", "PCM (1) of 8, 16, 24 or 32");
        assertRefused(Waves.file(1, 16, 0, 8000, new byte[4]), "0 channels");
        assertRefused(Waves.file(1, 16, 1, 8000, new byte[0]), "this WAV file has no samples");
    }

    /** A tone in the band comes through, one beyond it does not, and one piece is as the whole. */
    @ParameterizedTest
    @CsvSource({"44100, 16000", "8000, 16000", "16000, 11025", "48000, 8000"})
    void resamplesWithinTheBandOnly(int from, int to) throws IOException {
        double low = Math.min(from, to);
        double[] tone = new double[from / 4];
        double[] beyond = new double[from / 4];
        for (int i = 0; i < tone.length; i++) {
            tone[i] = 0.5 * Math.sin(2 * Math.PI * 0.3 * low * i / from);
            beyond[i] = 0.5 * Math.sin(2 * Math.PI * 0.62 * low * i / from);
        }
        Resampler resampler = new Resampler(from, to);
        WavFile inBand = WavFile.open(file(Waves.encode(3, 32, 1, from, tone)));
        assertThat(resampler.length(inBand.frames())).isEqualTo((tone.length * (long) to + from - 1) / from);
        float[] resampled = resampler.read(inBand, 0, to / 4);
        for (int i = to / 40; i < to / 5; i++) {
            assertThat((double) resampled[i]).isCloseTo(0.5 * Math.sin(2 * Math.PI * 0.3 * low * i / to), within(2e-4));
        }
        assertThat(resampler.read(inBand, 100, 50)).isEqualTo(Arrays.copyOfRange(resampled, 100, 150));
        if (to < from) {
            WavFile outOfBand = WavFile.open(file(Waves.encode(3, 32, 1, from, beyond)));
            float[] silent = resampler.read(outOfBand, to / 40, to / 8);
            for (float sample : silent) {
                assertThat((double) sample).isCloseTo(0, within(2e-4));
            }
        }
    }

    @Test
    void resamplingKeepsAConstant() throws IOException {
        double[] constant = new double[1000];
        Arrays.fill(constant, 0.7);
        WavFile wav = WavFile.open(file(Waves.encode(3, 32, 1, 44_100, constant)));
        for (float sample : new Resampler(44_100, 16_000).read(wav, 100, 100)) {
            assertThat(sample).isCloseTo(0.7f, within(1e-5f));
        }
    }
}
