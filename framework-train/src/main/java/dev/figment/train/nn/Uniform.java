package dev.figment.train.nn;

import dev.figment.api.Seed;

/** Uniform in [0, 1): two numbers from 64 random bits. */
final class Uniform extends BulkNoise {
    static final Uniform INSTANCE = new Uniform();

    @Override
    void block(Seed seed, long first, float[] out) {
        long counter = first / 2;
        for (int i = 0; i < out.length; i += 2) {
            long bits = seed.bits(counter++);
            out[i] = (bits >>> 40) * 0x1.0p-24f;
            out[i + 1] = (bits & 0xFFFFFF) * 0x1.0p-24f;
        }
    }
}
