package dev.figment.train.data;

import dev.figment.api.ElementType;
import dev.figment.api.Images;
import dev.figment.api.Seed;
import dev.figment.api.Tensor;
import java.nio.FloatBuffer;
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
        if (config.poisson() > 0) {
            poisson(values, seed.child("poisson"));
        }
        if (!config.gaussian().isEmpty()) {
            gaussian(values, seed.child("gaussian"));
        }
        if (config.saltAndPepper() > 0) {
            Seed salt = seed.child("salt-and-pepper");
            replace(values, area, config.saltAndPepper(), salt, pixel -> salt.bits(2 * pixel + 1) & 1);
        }
        if (config.mask() > 0) {
            replace(values, area, config.mask(), seed.child("mask"), pixel -> 0);
        }
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.min(Math.max(values[i], 0), 1);
        }
    }

    private void poisson(float[] values, Seed seed) {
        double peak = config.poisson();
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (Deviates.poisson(values[i] * peak, seed.uniform(i)) / peak);
        }
    }

    private void gaussian(float[] values, Seed seed) {
        double low = config.gaussian().get(0);
        double high = config.gaussian().get(config.gaussian().size() - 1);
        double sigma = low + (high - low) * seed.uniform(0);
        for (int i = 0; i < values.length; i++) {
            values[i] += (float) (sigma * Deviates.normal(seed.uniform(i + 1L)));
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
