package dev.figment.train.nn;

import dev.figment.api.Seed;
import java.util.Objects;

/** One value with a probability, else 0: four numbers from 64 random bits. */
final class Mask extends BulkNoise {
    private static final int LANES = 4;
    private static final int LANE_BITS = 16;
    private static final int LANE = (1 << LANE_BITS) - 1;

    private final int threshold;
    private final float value;

    /** @param keep in (0, 1] */
    Mask(double keep, float value) {
        if (!(keep > 0 && keep <= 1)) {
            throw new IllegalArgumentException("numbers are kept with a probability of " + keep + ", not in (0, 1]");
        }
        this.threshold = (int) Math.max(1, Math.round(keep * (1 << LANE_BITS)));
        this.value = value;
    }

    @Override
    void block(Seed seed, long first, float[] out) {
        long counter = first / LANES;
        for (int i = 0; i < out.length; i += LANES) {
            long bits = seed.bits(counter++);
            out[i] = (bits & LANE) < threshold ? value : 0;
            out[i + 1] = (bits >>> LANE_BITS & LANE) < threshold ? value : 0;
            out[i + 2] = (bits >>> 2 * LANE_BITS & LANE) < threshold ? value : 0;
            out[i + 3] = bits >>> 3 * LANE_BITS < threshold ? value : 0;
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Mask mask && threshold == mask.threshold && value == mask.value;
    }

    @Override
    public int hashCode() {
        return Objects.hash(threshold, value);
    }
}
