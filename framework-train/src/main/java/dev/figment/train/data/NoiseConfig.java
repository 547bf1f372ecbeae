package dev.figment.train.data;

import dev.figment.api.config.Default;
import dev.figment.api.config.Description;
import java.util.List;

/**
 * Kinds of noise on values in [0, 1], applied in the order of the components; values are cut to [0, 1] at the end. The
 * strength of each is one number, or two between which it is drawn for each image; an empty list is none.
 */
@Description(
        "Noise on values from 0 (black) to 1 (white), in this order; the result is cut to this range. A strength is"
                + " a list of one number, or of two, between which it is drawn for each image; an empty one is none")
public record NoiseConfig(
        @Description("Photons that white stands for, from 1 to 500: each value becomes the count of a Poisson process"
                + " divided by it")
        @Default("[]")
        List<Double> poisson,

        @Description("Standard deviation of Gaussian noise") @Default("[]")
        List<Double> gaussian,

        @Description("Speckle: standard deviation of Gaussian noise that each value is multiplied with and that is then"
                + " added to it")
        @Default("[]")
        List<Double> speckle,

        @Description("Part of the pixels that become black or white, from 0 to 1") @Default("[]")
        List<Double> saltAndPepper,

        @Description("Part of the pixels that are masked, which makes them black, from 0 to 1") @Default("[]")
        List<Double> mask) {
    public NoiseConfig {
        poisson = range("poisson", poisson, 1, 500, "must be from 1 to 500");
        gaussian = range("gaussian", gaussian, 0, Double.MAX_VALUE, "must not be negative");
        speckle = range("speckle", speckle, 0, Double.MAX_VALUE, "must not be negative");
        saltAndPepper = range("salt-and-pepper", saltAndPepper, 0, 1, "must be from 0 to 1");
        mask = range("mask", mask, 0, 1, "must be from 0 to 1");
    }

    /** Gaussian noise alone. */
    public static NoiseConfig ofGaussian(Double... sigma) {
        return new NoiseConfig(List.of(), List.of(sigma), List.of(), List.of(), List.of());
    }

    /** Whether there is any. */
    public boolean isNone() {
        return poisson.isEmpty()
                && gaussian.isEmpty()
                && speckle.isEmpty()
                && saltAndPepper.isEmpty()
                && mask.isEmpty();
    }

    private static List<Double> range(String key, List<Double> given, double low, double high, String bounds) {
        require(given.size() <= 2, key + " takes one number or two, not " + given.size());
        for (double strength : given) {
            require(strength >= low && strength <= high, key + " " + bounds);
        }
        require(given.size() < 2 || given.get(0) <= given.get(1), key + " has its smaller number first");
        return List.copyOf(given);
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }
}
