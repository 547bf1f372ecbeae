package dev.figment.plugin.vae.model;

import dev.figment.api.ElementType;
import dev.figment.api.Seed;
import dev.figment.api.Tensor;
import java.util.function.IntFunction;

/** Standard normal deviates for latents. */
public final class Noise {
    private Noise() {}

    /**
     * Draws from N(0, I).
     *
     * @param seeds by index of the sample, so that its noise does not depend on the batch that it is in
     * @param shape of the result, which is FLOAT32; the first axis is the samples
     */
    public static Tensor standardNormal(IntFunction<Seed> seeds, long... shape) {
        Tensor noise = Tensor.allocate(ElementType.FLOAT32, shape);
        for (int i = 0; i < shape[0]; i++) {
            seeds.apply(i).fillNormal(noise.rows(i, i + 1).floats());
        }
        return noise;
    }
}
