package dev.figment.plugin.vae.train;

import dev.figment.api.Images;
import dev.figment.api.config.Default;
import dev.figment.api.config.Description;
import dev.figment.api.model.Models;
import dev.figment.plugin.vae.body.CoderBody;
import dev.figment.plugin.vae.likelihood.Likelihood;
import dev.figment.plugin.vae.model.Binarization;
import dev.figment.train.loop.Recipe;
import dev.figment.train.loop.Start;
import dev.figment.train.loop.Training;
import java.util.List;

/** Trains a {@link VaeDesign variational autoencoder} of images. */
public final class VaeRecipe implements Recipe<Images> {
    /** The keys of the recipe. */
    @Description("Trains a variational autoencoder of images, with Gaussian latents")
    public record Config(
            @Description("Numbers in a latent") @Default("16")
            int latents,

            @Default("{}") CoderBody body,
            @Default("{}") Likelihood likelihood,

            @Description(VaeKeys.BETA) @Default("1") double beta,
            @Description(VaeKeys.KL_WARM_UP) @Default("0") int klWarmUp,
            @Description(VaeKeys.FREE_BITS) @Default("0") double freeBits,

            @Description(VaeKeys.IMPORTANCE_SAMPLES) @Default("1")
            int importanceSamples,

            @Description(Binarization.KEY + "; drawn anew each time") @Default("none")
            Binarization binarize) {
        public Config {
            Checks.latents(latents);
            Bound.of(beta, klWarmUp, freeBits, importanceSamples);
        }

        Bound bound() {
            return Bound.of(beta, klWarmUp, freeBits, importanceSamples);
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
        CoderDesign design = new VaeDesign(body, config.likelihood, config.bound(), config.binarize);
        return new DesignTraining<>(models, "vae", design, start);
    }
}
