package dev.figment.plugin.vae.measure;

import dev.figment.api.Images;
import java.nio.FloatBuffer;
import java.util.stream.IntStream;

/** −log p(x | z) in nats of each image of a batch, summed over its pixels. */
interface PixelError {
    /**
     * @param seen the images, any greys in [0, 1]
     * @param decoded what a latent of each was decoded to, of the same shape
     */
    double[] of(Images seen, Images decoded);

    /** Probabilities are kept this far from 0 and 1, which bounds a pixel's error at 16 nats. */
    double EPSILON = 1e-7;

    /** So many probabilities of {@link #EPSILON} at least have a product that is a double greater than 0. */
    int FACTORS = 40;

    /**
     * Bernoulli pixels, whose probabilities the decoder gives; a grey counts as its cross-entropy. The probabilities of
     * black and white pixels are multiplied before a logarithm is taken.
     */
    static double[] bernoulli(Images seen, Images decoded) {
        int pixels = seen.pixels().count() / Math.max(1, seen.size());
        FloatBuffer targets = seen.pixels().floats();
        FloatBuffer probabilities = decoded.pixels().floats();
        return IntStream.range(0, seen.size())
                .parallel()
                .mapToDouble(i -> bernoulli(targets, probabilities, i * pixels, (i + 1) * pixels))
                .toArray();
    }

    private static double bernoulli(FloatBuffer targets, FloatBuffer probabilities, int from, int to) {
        double sum = 0;
        double product = 1;
        int factors = 0;
        for (int k = from; k < to; k++) {
            double x = targets.get(k);
            double p = Math.min(Math.max(probabilities.get(k), EPSILON), 1 - EPSILON);
            if (x == 0 || x == 1) {
                product *= x == 0 ? 1 - p : p;
                if (++factors == FACTORS) {
                    sum -= Math.log(product);
                    product = 1;
                    factors = 0;
                }
            } else {
                sum -= x * Math.log(p) + (1 - x) * Math.log1p(-p);
            }
        }
        return sum - Math.log(product);
    }

    /** Normal pixels around what the decoder gives, with this standard deviation. */
    static PixelError gaussian(double sigma) {
        return (seen, decoded) -> {
            int pixels = seen.pixels().count() / Math.max(1, seen.size());
            FloatBuffer targets = seen.pixels().floats();
            FloatBuffer means = decoded.pixels().floats();
            double constant = pixels * (0.5 * Math.log(2 * Math.PI) + Math.log(sigma));
            return IntStream.range(0, seen.size())
                    .parallel()
                    .mapToDouble(i -> {
                        double squares = 0;
                        for (int k = i * pixels; k < (i + 1) * pixels; k++) {
                            double difference = targets.get(k) - means.get(k);
                            squares += difference * difference;
                        }
                        return constant + 0.5 * squares / (sigma * sigma);
                    })
                    .toArray();
        };
    }
}
