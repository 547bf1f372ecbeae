package dev.figment.plugin.vae.measure;

import java.util.Arrays;

/**
 * The importance-sampled estimate of log p(x) of some samples (Burda et al. 2016, section 5; Rezende et al. 2014, appendix
 * E): the logarithm of the mean weight p(x | z) p(z) / q(z | x) of latents drawn from q, added up without overflow.
 */
final class ImportanceWeights {
    private final double[] largest;
    private final double[] sums;
    private int draws;

    ImportanceWeights(int samples) {
        this.largest = new double[samples];
        this.sums = new double[samples];
        Arrays.fill(largest, Double.NEGATIVE_INFINITY);
    }

    /** One more latent of each sample, by the logarithm of its weight. */
    void add(double[] logWeights) {
        for (int i = 0; i < sums.length; i++) {
            if (logWeights[i] > largest[i]) {
                sums[i] = sums[i] * Math.exp(largest[i] - logWeights[i]) + 1;
                largest[i] = logWeights[i];
            } else {
                sums[i] += Math.exp(logWeights[i] - largest[i]);
            }
        }
        draws++;
    }

    /** log p(x), summed over the samples. */
    double logLikelihood() {
        double total = 0;
        for (int i = 0; i < sums.length; i++) {
            total += largest[i] + Math.log(sums[i] / draws);
        }
        return total;
    }
}
