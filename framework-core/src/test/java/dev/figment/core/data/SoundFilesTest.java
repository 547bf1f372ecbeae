package dev.figment.core.data;

import static dev.figment.core.data.Sources.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.figment.api.Audio;
import dev.figment.api.data.AudioFormat;
import dev.figment.api.data.Dataset;
import dev.figment.core.audio.Waves;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SoundFilesTest {
    @TempDir
    Path base;

    private Sources sources;

    @BeforeEach
    void begin() {
        sources = new Sources(base);
    }

    @Test
    void windowsStayWithinTheirFile() throws IOException {
        sources.file("d/1.wav", Waves.encode(3, 32, 1, 8000, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6));
        sources.file("d/2.wav", Waves.encode(3, 32, 1, 8000, 0.7, 0.8));
        Dataset<Audio> windows = sources.open("d", new AudioFormat(0, 3, 2));
        assertThat(windows.size()).isEqualTo(3);
        Audio all = windows.read(new int[] {1, 2, 0});
        assertThat(all.sampleRate()).isEqualTo(8000);
        assertThat(all.samples().toFloatArray()).containsExactly(0.3f, 0.4f, 0.5f, 0.7f, 0.8f, 0, 0.1f, 0.2f, 0.3f);
        assertThat(all.names()).containsExactly("1.wav", "2.wav", "1.wav");
    }

    @Test
    void wholeSoundsMustBeEquallyLong() throws IOException {
        sources.file("d/1.wav", Waves.encode(3, 32, 1, 8000, 0.1, 0.2));
        assertThat(sources.open("d", new AudioFormat(0, 0, 0))
                        .read(new int[1])
                        .samples()
                        .toFloatArray())
                .containsExactly(0.1f, 0.2f);
        sources.file("d/2.wav", Waves.encode(3, 32, 1, 8000, 0.1));
        assertRefused(
                () -> sources.open("d", new AudioFormat(0, 0, 0)),
                base.resolve("d/2.wav") + ": this sound has 1 samples, while " + base.resolve("d/1.wav") + " has 2",
                "give 'window'");
    }

    @Test
    void ratesThatDifferAreResampledToTheOneAskedFor() throws IOException {
        double[] constant = new double[4000];
        Arrays.fill(constant, 0.5);
        sources.file("d/1.wav", Waves.encode(3, 32, 1, 16_000, constant));
        sources.file("d/2.wav", Waves.encode(3, 32, 1, 8000, constant));
        assertRefused(
                () -> sources.open("d", new AudioFormat(0, 100, 100)),
                base.resolve("d/2.wav") + ": this sound has 8000 Hz, while " + base.resolve("d/1.wav") + " has 16000",
                "give 'rate', 8000 for instance");
        Dataset<Audio> sounds = sources.open("d", new AudioFormat(8000, 500, 500));
        assertThat(sounds.size()).isEqualTo(4 + 8);
        Audio all = sounds.read(new int[] {1, 5});
        assertThat(all.sampleRate()).isEqualTo(8000);
        assertThat(all.samples().toFloatArray())
                .usingComparatorWithPrecision(1e-5f)
                .containsOnly(0.5f);
    }

    @Test
    void aCutOffFileIsFoundWhenItIsOpened() throws IOException {
        sources.file("d/1.wav", Waves.encode(3, 32, 1, 8000, 0.1, 0.2));
        byte[] whole = Waves.encode(3, 32, 1, 8000, 0.1, 0.2);
        sources.file("d/2.wav", Arrays.copyOf(whole, whole.length - 3));
        assertRefused(
                () -> sources.open("d", new AudioFormat(0, 1, 1)),
                base.resolve("d/2.wav") + ": this WAV file is cut off: its header says 2 samples, there are 1");
        sources.text("e/notes.txt", "");
        assertRefused(() -> sources.open("e", new AudioFormat(0, 1, 1)), "there is no WAV file in this folder");
    }
}
