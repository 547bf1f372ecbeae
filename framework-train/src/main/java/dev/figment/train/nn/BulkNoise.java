package dev.figment.train.nn;

import dev.figment.api.Seed;
import java.nio.FloatBuffer;

/** Noise that is made in blocks, through a small array, which is several times faster than single numbers. */
abstract class BulkNoise implements Noise {
    private static final int BLOCK = 1024;
    private static final ThreadLocal<float[]> BLOCKS = ThreadLocal.withInitial(() -> new float[BLOCK]);

    /** Writes the numbers from {@code first}, a multiple of the array's length, to the whole array. */
    abstract void block(Seed seed, long first, float[] out);

    @Override
    public final void fill(Seed seed, long first, FloatBuffer out) {
        float[] block = BLOCKS.get();
        int skipped = (int) (first & (BLOCK - 1));
        for (long at = first - skipped; out.hasRemaining(); at += BLOCK) {
            block(seed, at, block);
            int count = Math.min(out.remaining(), BLOCK - skipped);
            out.put(block, skipped, count);
            skipped = 0;
        }
    }
}
