package dev.figment.core.data;

import dev.figment.api.Audio;
import dev.figment.api.ElementType;
import dev.figment.api.Tensor;
import dev.figment.api.data.AudioFormat;
import dev.figment.api.data.Dataset;
import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import dev.figment.core.audio.Resampler;
import dev.figment.core.audio.WavFile;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Windows of WAV files; what a window needs is read from the file when it is asked for. */
final class SoundFiles implements Dataset<Audio> {
    private final String name;
    private final List<Path> files;
    private final List<WavFile> sounds;
    private final int rate;
    private final int window;
    private final Windows windows;
    /** By the rate they lead from. */
    private final Map<Integer, Resampler> resamplers = new HashMap<>();

    /** The headers of all files are read now. */
    SoundFiles(String name, List<Path> files, AudioFormat format) {
        this.name = name;
        this.files = files;
        this.sounds = files.stream().map(WavFile::open).toList();
        this.rate = format.rate() == 0 ? sounds.get(0).rate() : format.rate();
        for (WavFile sound : sounds) {
            requireRate(sound, format);
            if (sound.rate() != rate) {
                resamplers.computeIfAbsent(sound.rate(), from -> new Resampler(from, rate));
            }
        }
        long[] lengths = sounds.stream().mapToLong(this::length).toArray();
        if (format.window() == 0) {
            requireEqual(lengths);
            this.window = Math.toIntExact(lengths[0]);
            this.windows = new Windows(lengths, window, window);
        } else {
            this.window = format.window();
            for (int i = 0; i < lengths.length; i++) {
                lengths[i] = Math.max(lengths[i], window);
            }
            this.windows = new Windows(lengths, window, format.stride());
        }
    }

    private void requireRate(WavFile sound, AudioFormat format) {
        if (format.rate() == 0 && sound.rate() != rate) {
            throw FigmentException.user(Problem.of(
                            "rates-differ",
                            sound.file().toString(),
                            "this sound has " + sound.rate() + " Hz, while " + files.get(0) + " has " + rate)
                    .fix("give 'rate', " + Math.min(rate, sound.rate())
                            + " for instance, and all are resampled to it"));
        }
    }

    private void requireEqual(long[] lengths) {
        for (int i = 0; i < lengths.length; i++) {
            if (lengths[i] != lengths[0]) {
                throw FigmentException.user(Problem.of(
                                "lengths-differ",
                                files.get(i).toString(),
                                "this sound has " + lengths[i] + " samples, while " + files.get(0) + " has "
                                        + lengths[0])
                        .fix("give 'window', the number of samples to take at a time"));
            }
        }
    }

    private long length(WavFile sound) {
        Resampler resampler = resamplers.get(sound.rate());
        return resampler == null ? sound.frames() : resampler.length(sound.frames());
    }

    /** The index of the file that a sample is from. */
    int file(int sample) {
        return windows.stretch(sample);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int size() {
        return windows.count();
    }

    @Override
    public Audio read(int[] indices) {
        Tensor samples = Tensor.allocate(ElementType.FLOAT32, indices.length, window);
        FloatBuffer buffer = samples.floats();
        List<String> names = new ArrayList<>(indices.length);
        for (int index : indices) {
            WavFile sound = sounds.get(windows.stretch(index));
            Resampler resampler = resamplers.get(sound.rate());
            long from = windows.start(index);
            buffer.put(resampler == null ? sound.read(from, window) : resampler.read(sound, from, window));
            names.add(String.valueOf(sound.file().getFileName()));
        }
        return new Audio(samples, rate, names);
    }

    @Override
    public String digest() {
        return FileDigest.of(files);
    }
}
