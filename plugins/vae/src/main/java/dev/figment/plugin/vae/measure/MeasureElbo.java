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
import dev.figment.api.config.ComponentRef;
import dev.figment.api.config.Default;
import dev.figment.api.config.Description;
import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import dev.figment.plugin.vae.model.Binarization;
import jakarta.inject.Named;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The negative evidence lower bound of a variational autoencoder (Kingma and Welling 2014, eq. 10) in nats for each image:
 * reconstruction error and divergence from the prior, apart; with more than one latent for each image also the tighter
 * {@linkplain ImportanceWeights importance-sampled} estimate of −log p(x); and the {@linkplain ActiveUnits active units}.
 */
public final class MeasureElbo implements Sink<Images> {
    /** The keys of the step. */
    @Description("Measures the negative evidence lower bound and the negative log-likelihood in nats for each image")
    public record Config(
            @Description("A Gaussian encoder, and decoder, of images")
            ComponentRef with,

            @Description(Binarization.KEY) @Default("none") Binarization binarize,

            @Description(
                    "Standard deviation of a pixel in [0, 1], for a Gaussian likelihood; Bernoulli pixels without it")
            @Nullable
            Double sigma,

            @Description("Latents drawn for each image: their errors are averaged, and from 2 on they give the"
                    + " importance-sampled negative log-likelihood too")
            @Default("1")
            int samples) {
        public Config {
            require(samples >= 1, "samples must be at least 1");
            require(sigma == null || (sigma > 0 && Double.isFinite(sigma)), "sigma must be a number greater than 0");
            require(
                    sigma == null || binarize == Binarization.NONE,
                    "sigma is for greys; leave it out, or leave out binarize");
        }

        private static void require(boolean condition, String message) {
            if (!condition) {
                throw new IllegalArgumentException(message);
            }
        }
    }

    private final Config config;
    private final Encoder<Images> encoder;
    private final Decoder<Images> decoder;
    private final PixelError error;

    public MeasureElbo(Config config, @Named("with") Encoder<Images> encoder, @Named("with") Decoder<Images> decoder) {
        this.config = config;
        this.encoder = encoder;
        this.decoder = decoder;
        this.error = config.sigma == null ? PixelError::bernoulli : PixelError.gaussian(config.sigma);
    }

    @Override
    public Writer<Images> open(Seed seed) {
        return new Sums(seed);
    }

    private final class Sums implements Writer<Images> {
        private final Seed seed;
        private final ActiveUnits units = new ActiveUnits();
        private double reconstruction;
        private double divergence;
        private double logLikelihood;
        private long images;

        Sums(Seed seed) {
            this.seed = seed;
        }

        @Override
        public void write(Images batch) {
            Position at = new Position(seed, images);
            Images seen = config.binarize.of(batch, at);
            Latents latents = encoder.encode(seen);
            if (latents.logVariance() == null) {
                throw FigmentException.user(
                        Problem.of("not-gaussian", "", "'with' of measure-elbo needs an encoder that gives variances")
                                .fix("use a component of the type vae"));
            }
            divergence += divergence(latents);
            units.add(latents);
            ImportanceWeights weights = new ImportanceWeights(batch.size());
            for (int index = 0; index < config.samples; index++) {
                Draw draw = Draw.of(latents, at, index);
                double[] errors = error.of(seen, SameShape.require(seen, decoder.decode(draw.latents())));
                double[] logWeights = draw.logPriorRatio();
                for (int i = 0; i < errors.length; i++) {
                    reconstruction += errors[i] / config.samples;
                    logWeights[i] -= errors[i];
                }
                weights.add(logWeights);
            }
            logLikelihood += weights.logLikelihood();
            images += batch.size();
        }

        @Override
        public Outcome finish() {
            Map<String, Double> values = new LinkedHashMap<>();
            values.put("negative-elbo-nats", (reconstruction + divergence) / images);
            values.put("reconstruction-nats", reconstruction / images);
            values.put("kl-nats", divergence / images);
            if (config.samples > 1) {
                values.put("negative-log-likelihood-nats", -logLikelihood / images);
            }
            values.put("active-units", (double) units.active());
            return new Outcome.Measured("evidence lower bound", values);
        }

        @Override
        public void close() {}
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
}
