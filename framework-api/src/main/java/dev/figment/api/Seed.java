package dev.figment.api;

import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A counter-based source of randomness: a number from which others are derived by name or by index, so that the same
 * seed gives the same result whatever the batch size, the number of threads or the step resumed at. The mixing function
 * is that of SplitMix64 (Steele, Lea, Flood 2014); normal deviates are by Box and Muller (1958) with {@link StrictMath},
 * equal on every platform.
 */
public record Seed(long value) {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    /** The seed for a part that has a name. */
    public Seed child(String name) {
        long hash = mix(value + GOLDEN);
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            hash = mix(hash ^ (b + GOLDEN));
        }
        return new Seed(hash);
    }

    /** The seed for the part at an index. */
    public Seed at(long index) {
        return new Seed(mix(value ^ mix(index + GOLDEN)));
    }

    /** The {@code counter}-th 64 random bits of this seed. */
    public long bits(long counter) {
        return mix(value + (counter + 1) * GOLDEN);
    }

    /** The {@code counter}-th uniform deviate of this seed, in [0, 1). */
    public double uniform(long counter) {
        return (bits(counter) >>> 11) * 0x1.0p-53;
    }

    /** The {@code counter}-th uniform integer of this seed, in [0, bound). */
    public long below(long counter, long bound) {
        return Math.multiplyHigh(bits(counter) >>> 1, bound << 1);
    }

    /** Fills what remains of a buffer with standard normal deviates, the same for the same seed. */
    public void fillNormal(FloatBuffer buffer) {
        long counter = 0;
        while (buffer.hasRemaining()) {
            double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - uniform(counter++)));
            double angle = 2 * Math.PI * uniform(counter++);
            buffer.put((float) (radius * StrictMath.cos(angle)));
            if (buffer.hasRemaining()) {
                buffer.put((float) (radius * StrictMath.sin(angle)));
            }
        }
    }

    private static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
