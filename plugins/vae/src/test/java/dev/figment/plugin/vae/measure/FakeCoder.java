package dev.figment.plugin.vae.measure;

import dev.figment.api.Decoder;
import dev.figment.api.Encoder;
import dev.figment.api.Images;
import dev.figment.api.Latents;
import dev.figment.api.Tensor;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Images of 1×2 pixels whose latents are their pixels.
 *
 * @param logVariance of every latent; null for none
 * @param pixel what a latent is decoded to
 */
record FakeCoder(@Nullable Double logVariance, DoubleUnaryOperator pixel) implements Encoder<Images>, Decoder<Images> {
    static final int PIXELS = 2;

    static Images images(float... pixels) {
        return Images.of(Tensor.ofFloats(pixels, pixels.length / PIXELS, 1, 1, PIXELS));
    }

    @Override
    public Latents encode(Images samples) {
        float[] mean = samples.pixels().toFloatArray();
        float[] variances = new float[mean.length];
        Arrays.fill(variances, logVariance == null ? 0 : logVariance.floatValue());
        return new Latents(
                Tensor.ofFloats(mean, samples.size(), PIXELS),
                logVariance == null ? null : Tensor.ofFloats(variances, samples.size(), PIXELS),
                samples.names());
    }

    @Override
    public Images decode(Latents latents) {
        float[] pixels = latents.mean().toFloatArray();
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (float) pixel.applyAsDouble(pixels[i]);
        }
        return new Images(Tensor.ofFloats(pixels, latents.size(), 1, 1, PIXELS), latents.names());
    }

    @Override
    public long[] latentShape() {
        return new long[] {PIXELS};
    }
}
