package dev.figment.plugin.vae.train;

import dev.figment.api.Images;
import dev.figment.api.config.Default;
import dev.figment.api.config.Description;
import dev.figment.api.model.Models;
import dev.figment.plugin.vae.body.CoderBody;
import dev.figment.train.data.NoiseConfig;
import dev.figment.train.loop.Recipe;
import dev.figment.train.loop.Start;
import dev.figment.train.loop.Training;
import java.util.List;

/** Trains an {@link AutoencoderDesign autoencoder} of images. */
public final class AutoencoderRecipe implements Recipe<Images> {
    /** How the distance between an image and its reconstruction is measured. */
    public enum Reconstruction {
        /** Squared error, summed over pixels. */
        MSE,
        /** Binary cross-entropy in nats, summed over pixels. */
        BCE
    }

    /** The keys of the recipe. */
    @Description("Trains an autoencoder of images")
    public record Config(
            @Description("Numbers in a latent") @Default("16")
            int latents,

            @Default("{}") CoderBody body,

            @Description("Loss: mse (squared error) or bce (binary cross-entropy), summed over pixels") @Default("mse")
            Reconstruction loss,

            @Description(Corruption.KEY + "; none for a plain autoencoder") @Default("[]")
            List<NoiseConfig> noise) {
        public Config {
            Checks.latents(latents);
            noise = List.copyOf(noise);
        }
    }

    private final Config config;
    private final Models models;

    public AutoencoderRecipe(Config config, Models models) {
        this.config = config;
        this.models = models;
    }

    @Override
    public Training<Images> start(Start<Images> start) {
        List<Long> shape = Body.shapeOf(start.data().read(new int[] {0}));
        Body body = new Body(shape, config.latents, config.body);
        return new DesignTraining<>(
                models, "autoencoder", new AutoencoderDesign(body, config.loss, new Corruption(config.noise)), start);
    }
}
