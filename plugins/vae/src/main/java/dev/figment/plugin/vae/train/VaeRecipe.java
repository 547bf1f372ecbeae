package dev.figment.plugin.vae.train;

import dev.figment.api.Images;
import dev.figment.api.config.Default;
import dev.figment.api.config.Description;
import dev.figment.api.model.Models;
import dev.figment.plugin.vae.body.ImageBody;
import dev.figment.train.loop.Recipe;
import dev.figment.train.loop.Start;
import dev.figment.train.loop.Training;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Trains a {@link VaeDesign variational autoencoder} of images. */
public final class VaeRecipe implements Recipe<Images> {
    /** The distribution of the pixels, given a latent. */
    public enum Likelihood {
        /** Each pixel is 1 with a probability of its own. */
        BERNOULLI,
        /** Each pixel is normal around a value of its own, with one fixed standard deviation. */
        GAUSSIAN
    }

    private static final double SIGMA = 0.1;

    /** The keys of the recipe. */
    @Description("Trains a variational autoencoder of images, with Gaussian latents")
    public record Config(
            @Description("Numbers in a latent") @Default("16")
            int latents,

            @Default("{}") ImageBody body,

            @Description("Of the pixels, given a latent: bernoulli, or gaussian with the standard deviation sigma")
            @Default("bernoulli")
            Likelihood likelihood,

            @Description("Standard deviation of a pixel in [0, 1], for the gaussian likelihood alone; 0.1 without it")
            @Nullable
            Double sigma,

            @Description("Weight of the divergence from the prior; 1 gives the evidence lower bound") @Default("1")
            double beta,

            @Description("Whether greys become black or white, drawn anew each time with the grey as probability")
            @Default("false")
            boolean binarize) {
        public Config {
            Checks.latents(latents);
            Checks.require(
                    sigma == null || likelihood == Likelihood.GAUSSIAN,
                    "sigma is for the likelihood gaussian; leave it out for bernoulli");
            Checks.require(
                    sigma == null || (sigma > 0 && Double.isFinite(sigma)), "sigma must be a number greater than 0");
            Checks.require(beta >= 0 && Double.isFinite(beta), "beta must be a number that is not negative");
        }
    }

    private final Config config;
    private final Models models;

    public VaeRecipe(Config config, Models models) {
        this.config = config;
        this.models = models;
    }

    @Override
    public Training<Images> start(Start<Images> start) {
        List<Long> shape = Body.shapeOf(start.data().read(new int[] {0}));
        Body body = new Body(shape, config.latents, config.body);
        double sigma = config.sigma == null ? SIGMA : config.sigma;
        CoderDesign design =
                new VaeDesign(body, config.likelihood, (float) sigma, (float) config.beta, config.binarize);
        return DesignTraining.start(models, "vae", design, start);
    }
}
