package dev.figment.plugin.vae.measure;

import static java.util.Objects.requireNonNull;

import dev.figment.api.Decoder;
import dev.figment.api.Encoder;
import dev.figment.api.Images;
import dev.figment.api.Latents;
import dev.figment.api.Outcome;
import dev.figment.api.Position;
import dev.figment.api.Seed;
import dev.figment.api.Sink;
import dev.figment.api.Tensor;
import dev.figment.api.config.ComponentRef;
import dev.figment.api.config.Default;
import dev.figment.api.config.Description;
import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import dev.figment.plugin.vae.model.Binarization;
import dev.figment.plugin.vae.model.Noise;
import jakarta.inject.Named;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The negative evidence lower bound of a variational autoencoder with Bernoulli pixels (Kingma and Welling 2014, eq. 10):
 * reconstruction error and divergence from the prior, apart, in nats for each image.
 */
public final class MeasureElbo implements Sink<Images> {
    /** Probabilities are kept this far from 0 and 1, which bounds a pixel's error at 16 nats. */
    private static final double EPSILON = 1e-7;

    /** The keys of the step. */
    @Description("Measures the negative evidence lower bound in nats for each image")
    public record Config(
            @Description("A Gaussian encoder, and decoder, of images")
            ComponentRef with,

            @Description("Whether greys become black or white, drawn with the grey as probability") @Default("false")
            boolean binarize,

            @Description("Latents drawn for each image; their errors are averaged") @Default("1")
            int samples) {
        public Config {
            if (samples < 1) {
                throw new IllegalArgumentException("samples must be at least 1");
            }
        }
    }

    private final Config config;
    private final Encoder<Images> encoder;
    private final Decoder<Images> decoder;

    public MeasureElbo(Config config, @Named("with") Encoder<Images> encoder, @Named("with") Decoder<Images> decoder) {
        this.config = config;
        this.encoder = encoder;
        this.decoder = decoder;
    }

    @Override
    public Writer<Images> open(Seed seed) {
        return new Sums(seed);
    }

    private final class Sums implements Writer<Images> {
        private final Seed seed;
        private double reconstruction;
        private double divergence;
        private long images;

        Sums(Seed seed) {
            this.seed = seed;
        }

        @Override
        public void write(Images batch) {
            Position at = new Position(seed, images);
            Images seen = config.binarize ? Binarization.sample(batch, at) : batch;
            Latents latents = encoder.encode(seen);
            if (latents.logVariance() == null) {
                throw FigmentException.user(
                        Problem.of("not-gaussian", "", "'with' of measure-elbo needs an encoder that gives variances")
                                .fix("use a component of the type vae"));
            }
            divergence += divergence(latents);
            for (int draw = 0; draw < config.samples; draw++) {
                Images decoded = SameShape.require(seen, decoder.decode(draw(latents, at, draw)));
                reconstruction += error(seen, decoded) / config.samples;
            }
            images += batch.size();
        }

        @Override
        public Outcome finish() {
            Map<String, Double> values = new LinkedHashMap<>();
            values.put("negative-elbo-nats", (reconstruction + divergence) / images);
            values.put("reconstruction-nats", reconstruction / images);
            values.put("kl-nats", divergence / images);
            return new Outcome.Measured("evidence lower bound", values);
        }

        @Override
        public void close() {}
    }

    /** μ + σ ε, with ε from the seed of each image. */
    private static Latents draw(Latents latents, Position at, int draw) {
        Tensor noise =
                Noise.standardNormal(i -> at.seed(i).at(draw), latents.mean().shape());
        FloatBuffer values = noise.floats();
        FloatBuffer mean = latents.mean().floats();
        FloatBuffer logVariance = requireNonNull(latents.logVariance()).floats();
        for (int i = 0; i < values.capacity(); i++) {
            values.put(i, (float) (mean.get(i) + Math.exp(0.5 * logVariance.get(i)) * values.get(i)));
        }
        return Latents.of(noise);
    }

    /** ½ Σ μ² + σ² − 1 − log σ², summed over the batch (Kingma and Welling 2014, appendix B). */
    static double divergence(Latents latents) {
        FloatBuffer mean = latents.mean().floats();
        FloatBuffer logVariance = requireNonNull(latents.logVariance()).floats();
        double sum = 0;
        for (int i = 0; i < mean.capacity(); i++) {
            double m = mean.get(i);
            double v = logVariance.get(i);
            sum += 0.5 * (m * m + Math.exp(v) - 1 - v);
        }
        return sum;
    }

    private static double error(Images seen, Images decoded) {
        FloatBuffer targets = seen.pixels().floats();
        FloatBuffer probabilities = decoded.pixels().floats();
        double sum = 0;
        for (int i = 0; i < targets.capacity(); i++) {
            double x = targets.get(i);
            double p = Math.min(Math.max(probabilities.get(i), EPSILON), 1 - EPSILON);
            sum -= x * Math.log(p) + (1 - x) * Math.log1p(-p);
        }
        return sum;
    }
}
