package dev.figment.core.mixture;

import dev.figment.api.Seed;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * A mixture of Gaussians.
 *
 * @param weights of the components, which sum to 1
 */
public record GaussianMixture(List<Double> weights, List<Gaussian> components) {
    public GaussianMixture {
        weights = List.copyOf(weights);
        components = List.copyOf(components);
    }

    /** The natural logarithm of the density at a point. */
    public double logDensity(double[] point) {
        return logSumExp(logJoint(point));
    }

    /** Draws a point: the same for the same seed. */
    public double[] draw(Seed seed) {
        double rest = seed.child("component").uniform(0);
        int chosen = 0;
        while (chosen < weights.size() - 1 && rest >= weights.get(chosen)) {
            rest -= weights.get(chosen);
            chosen++;
        }
        Gaussian component = components.get(chosen);
        float[] normal = new float[component.mean().length];
        seed.child("point").fillNormal(FloatBuffer.wrap(normal));
        return component.at(normal);
    }

    /** Of each component, the logarithm of its weight times its density. */
    double[] logJoint(double[] point) {
        double[] logs = new double[weights.size()];
        for (int k = 0; k < logs.length; k++) {
            logs[k] = Math.log(weights.get(k)) + components.get(k).logDensity(point);
        }
        return logs;
    }

    /** log Σ exp, without overflow. */
    static double logSumExp(double[] logs) {
        double most = Double.NEGATIVE_INFINITY;
        for (double log : logs) {
            most = Math.max(most, log);
        }
        double sum = 0;
        for (double log : logs) {
            sum += Math.exp(log - most);
        }
        return most + Math.log(sum);
    }
}
