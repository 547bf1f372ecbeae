package dev.figment.api;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Points in a latent space: FLOAT32, shape [samples, …].
 *
 * @param mean the points, or the means where the encoder is Gaussian
 * @param logVariance natural logarithm of each variance, same shape as the mean; null where there is none
 * @param names one for each sample, or empty
 */
public record Latents(Tensor mean, @Nullable Tensor logVariance, List<String> names) implements Batch {
    public Latents {
        Names.requireFloats(mean, "mean", -1);
        if (mean.rank() < 2) {
            throw new IllegalArgumentException("latents need a shape [samples, …], not " + mean);
        }
        if (logVariance != null && !Arrays.equals(logVariance.shape(), mean.shape())) {
            throw new IllegalArgumentException("mean " + mean + " with log-variance " + logVariance);
        }
        names = Names.checked(names, (int) mean.dim(0));
    }

    public static Latents of(Tensor mean) {
        return new Latents(mean, null, List.of());
    }

    @Override
    public int size() {
        return (int) mean.dim(0);
    }
}
