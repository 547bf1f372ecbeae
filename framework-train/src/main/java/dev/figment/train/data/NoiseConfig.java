package dev.figment.train.data;

import dev.figment.api.config.Default;
import dev.figment.api.config.Description;
import java.util.List;

/** Kinds of noise on values in [0, 1], applied in the order of the components; values are cut to [0, 1] at the end. */
@Description("Noise on values from 0 (black) to 1 (white), in this order; the result is cut to this range")
public record NoiseConfig(
        @Description("Photons that white stands for, from 1 to 500: each value becomes the count of a Poisson process"
                + " divided by it; 0 for none")
        @Default("0")
        double poisson,

        @Description("Standard deviation of Gaussian noise: one number, or two, between which it is drawn for each"
                + " image; empty for none")
        @Default("[]")
        List<Double> gaussian,

        @Description("Part of the pixels that become black or white, from 0 to 1") @Default("0")
        double saltAndPepper,

        @Description("Part of the pixels that are masked, which makes them black, from 0 to 1") @Default("0")
        double mask) {
    public NoiseConfig {
        require(poisson == 0 || (poisson >= 1 && poisson <= 500), "poisson must be 0, or from 1 to 500");
        gaussian = List.copyOf(gaussian);
        require(gaussian.size() <= 2, "gaussian takes one number or two, not " + gaussian.size());
        for (double sigma : gaussian) {
            require(sigma >= 0 && Double.isFinite(sigma), "gaussian must not be negative");
        }
        require(gaussian.size() < 2 || gaussian.get(0) <= gaussian.get(1), "gaussian has its smaller number first");
        require(saltAndPepper >= 0 && saltAndPepper <= 1, "salt-and-pepper must be from 0 to 1");
        require(mask >= 0 && mask <= 1, "mask must be from 0 to 1");
    }

    /** Whether there is any. */
    boolean isNone() {
        return poisson == 0 && gaussian.isEmpty() && saltAndPepper == 0 && mask == 0;
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }
}
