package dev.figment.train.nn;

import dev.figment.api.Seed;
import java.nio.FloatBuffer;

/**
 * A distribution of independent random numbers. It is counter-based: the i-th number depends on the seed and i alone, so
 * that any part of an endless sequence can be made on its own.
 */
@FunctionalInterface
public interface Noise {
    /**
     * Fills what remains of a buffer with the numbers {@code first}, {@code first + 1}, … of a seed. Safe for use by
     * several threads.
     */
    void fill(Seed seed, long first, FloatBuffer out);

    /** 1 with a probability in (0, 1], which is taken in steps of 2⁻¹⁶; else 0. */
    static Noise bernoulli(double keep) {
        return new Mask(keep, 1);
    }

    /**
     * 0 with the probability {@code rate} in [0, 1), which is taken in steps of 2⁻¹⁶; else 1 / (1 − rate), so that the
     * mean is 1 (inverted dropout; Srivastava et al. 2014, section 10).
     */
    static Noise dropout(double rate) {
        return new Mask(1 - rate, (float) (1 / (1 - rate)));
    }

    /** Uniform in [0, 1), in steps of 2⁻²⁴. */
    static Noise uniform() {
        return Uniform.INSTANCE;
    }

    /** Standard normal. */
    static Noise normal() {
        return Normal.INSTANCE;
    }
}
