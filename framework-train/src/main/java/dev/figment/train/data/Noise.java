package dev.figment.train.data;

import dev.figment.api.ElementType;
import dev.figment.api.Images;
import dev.figment.api.Seed;
import dev.figment.api.Tensor;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.function.IntFunction;

/** Adds noise to images, the same for the same seeds. A recipe that learns to remove noise uses it directly, too. */
public final class Noise {
    private final NoiseConfig config;

    public Noise(NoiseConfig config) {
        this.config = config;
    }

    /**
     * Images with noise, in [0, 1].
     *
     * @param seeds gives the seed of the i-th image
     */
    public Images on(Images images, IntFunction<Seed> seeds) {
        if (config.isNone()) {
            return images;
        }
        Tensor noisy = Tensor.allocate(ElementType.FLOAT32, images.pixels().shape());
        int count = images.size() == 0 ? 0 : noisy.count() / images.size();
        float[] values = new float[count];
        FloatBuffer from = images.pixels().floats();
        FloatBuffer to = noisy.floats();
        for (int i = 0; i < images.size(); i++) {
            from.get(values);
            disturb(values, images.height() * images.width(), seeds.apply(i).child("noise"));
            to.put(values);
        }
        return new Images(noisy, images.names());
    }

    /** One image, channel by channel of {@code area} pixels. */
    private void disturb(float[] values, int area, Seed seed) {
        if (!config.poisson().isEmpty()) {
            poisson(values, seed.child("poisson"));
        }
        if (!config.gaussian().isEmpty()) {
            gaussian(values, config.gaussian(), false, seed.child("gaussian"));
        }
        if (!config.speckle().isEmpty()) {
            gaussian(values, config.speckle(), true, seed.child("speckle"));
        }
        if (!config.saltAndPepper().isEmpty()) {
            Seed salt = seed.child("salt-and-pepper");
            double part = strength(config.saltAndPepper(), salt.child("strength"));
            replace(values, area, part, salt, pixel -> salt.bits(2 * pixel + 1) & 1);
        }
        if (!config.mask().isEmpty()) {
            Seed mask = seed.child("mask");
            replace(values, area, strength(config.mask(), mask.child("strength")), mask, pixel -> 0);
        }
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.min(Math.max(values[i], 0), 1);
        }
    }

    /** Between the two numbers of a range, or its only one. */
    private static double strength(List<Double> range, Seed seed) {
        double low = range.get(0);
        double high = range.get(range.size() - 1);
        return low + (high - low) * seed.uniform(0);
    }

    private void poisson(float[] values, Seed seed) {
        double peak = strength(config.poisson(), seed.child("strength"));
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (Deviates.poisson(values[i] * peak, seed.uniform(i)) / peak);
        }
    }

    private static void gaussian(float[] values, List<Double> range, boolean scaled, Seed seed) {
        double sigma = strength(range, seed);
        for (int i = 0; i < values.length; i++) {
            double deviate = sigma * Deviates.normal(seed.uniform(i + 1L));
            values[i] += (float) (scaled ? values[i] * deviate : deviate);
        }
    }

    /** Replaces whole pixels, all channels of them. */
    private static void replace(float[] values, int area, double part, Seed seed, Level level) {
        for (int pixel = 0; pixel < area; pixel++) {
            if (seed.uniform(2L * pixel) < part) {
                for (int at = pixel; at < values.length; at += area) {
                    values[at] = level.of(pixel);
                }
            }
        }
    }

    private interface Level {
        float of(long pixel);
    }
}
