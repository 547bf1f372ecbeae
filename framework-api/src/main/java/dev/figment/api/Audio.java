package dev.figment.api;

import java.util.List;

/**
 * Mono sounds: FLOAT32, shape [sounds, samples], values in [-1, 1].
 *
 * @param sampleRate samples a second, in hertz
 * @param names one for each sound, or empty
 */
public record Audio(Tensor samples, int sampleRate, List<String> names) implements Batch {
    public Audio {
        Names.requireFloats(samples, "samples", 2);
        if (sampleRate <= 0) {
            throw new IllegalArgumentException("sample rate of " + sampleRate + " Hz");
        }
        names = Names.checked(names, (int) samples.dim(0));
    }

    @Override
    public int size() {
        return (int) samples.dim(0);
    }
}
