package dev.figment.api.data;

import dev.figment.api.Audio;

/**
 * Windows of sounds, from WAV files: PCM of 8, 16, 24 or 32 bits, or floating point of 32 or 64 bits. Channels are
 * averaged to one. A sound of another rate is resampled by a windowed sinc.
 *
 * @param rate samples a second; 0 as found, which must then be the same for all files
 * @param window samples in a window, at the rate given; a file that is shorter is followed by silence, and what is left
 *     at the end of a longer one by less than a stride is not given. 0 takes each file whole: all must be equally long
 * @param stride samples from the start of a window to that of the next
 */
public record AudioFormat(int rate, int window, int stride) implements DataFormat<Audio> {
    public AudioFormat {
        if (rate < 0 || window < 0 || stride < 0 || (window > 0) != (stride > 0)) {
            throw new IllegalArgumentException("rate " + rate + ", window " + window + ", stride " + stride);
        }
    }
}
