package dev.figment.plugin.vae.measure;

import dev.figment.api.Latents;
import java.nio.FloatBuffer;

/**
 * Which numbers of a latent say something about the sample: those whose mean varies over the samples with a variance above
 * 0.01 (Burda et al. 2016, section 5).
 */
final class ActiveUnits {
    private static final double LEAST = 0.01;

    private double[] means = new double[0];
    private double[] squares = new double[0];
    private long count;

    /** Takes some samples in, by Welford's update (1962). */
    void add(Latents latents) {
        FloatBuffer values = latents.mean().floats();
        int units = values.capacity() / Math.max(1, latents.size());
        if (count == 0) {
            means = new double[units];
            squares = new double[units];
        }
        for (int i = 0; i < latents.size(); i++) {
            count++;
            for (int unit = 0; unit < units; unit++) {
                double from = values.get(i * units + unit) - means[unit];
                means[unit] += from / count;
                squares[unit] += from * (values.get(i * units + unit) - means[unit]);
            }
        }
    }

    int active() {
        int active = 0;
        for (double square : squares) {
            active += square / count > LEAST ? 1 : 0;
        }
        return active;
    }
}
