package dev.figment.plugin.vae.measure;

import static java.util.Objects.requireNonNull;

import dev.figment.api.Latents;
import dev.figment.api.Position;
import dev.figment.api.Tensor;
import dev.figment.plugin.vae.model.Noise;
import java.nio.FloatBuffer;

/**
 * One point of each of some Gaussians, z = μ + σ ε, with ε from the seed of each sample.
 *
 * @param logPriorRatio log p(z) − log q(z | x) of each, for the prior N(0, I): ½ Σ ε² + log σ² − z²
 */
record Draw(Latents latents, double[] logPriorRatio) {
    static Draw of(Latents gaussians, Position at, int draw) {
        Tensor points =
                Noise.standardNormal(i -> at.seed(i).at(draw), gaussians.mean().shape());
        FloatBuffer values = points.floats();
        FloatBuffer mean = gaussians.mean().floats();
        FloatBuffer logVariance = requireNonNull(gaussians.logVariance()).floats();
        double[] ratios = new double[gaussians.size()];
        int each = values.capacity() / Math.max(1, ratios.length);
        for (int i = 0; i < values.capacity(); i++) {
            double epsilon = values.get(i);
            double v = logVariance.get(i);
            double z = mean.get(i) + Math.exp(0.5 * v) * epsilon;
            values.put(i, (float) z);
            ratios[i / each] += 0.5 * (epsilon * epsilon + v - z * z);
        }
        return new Draw(Latents.of(points), ratios);
    }
}
