package dev.figment.plugin.vae;

import dev.figment.api.plugin.Contribution;
import dev.figment.api.plugin.FigmentPlugin;
import dev.figment.plugin.vae.measure.MeasureDenoising;
import dev.figment.plugin.vae.measure.MeasureElbo;
import dev.figment.plugin.vae.measure.MeasureLatentClasses;
import dev.figment.plugin.vae.measure.MeasureReconstruction;
import dev.figment.plugin.vae.model.Autoencoder;
import dev.figment.plugin.vae.model.ConditionalVae;
import dev.figment.plugin.vae.model.Denoiser;
import dev.figment.plugin.vae.model.SeriesVae;
import dev.figment.plugin.vae.model.Vae;
import dev.figment.plugin.vae.model.VqVae;
import dev.figment.plugin.vae.sample.SampleAttributes;
import dev.figment.plugin.vae.sample.SampleClasses;
import dev.figment.plugin.vae.train.AutoencoderRecipe;
import dev.figment.plugin.vae.train.ConditionalVaeRecipe;
import dev.figment.plugin.vae.train.DenoiserRecipe;
import dev.figment.plugin.vae.train.SeriesVaeRecipe;
import dev.figment.plugin.vae.train.VaeRecipe;
import dev.figment.plugin.vae.train.VqVaeRecipe;
import java.util.List;

/** What this plugin adds to Figment. */
public final class VaePlugin implements FigmentPlugin {
    @Override
    public List<Contribution> contributions() {
        return List.of(
                Contribution.component(
                        "autoencoder", "Images to latents and back", Autoencoder.class, Autoencoder.Config.class),
                Contribution.component(
                        "vae",
                        "Images to Gaussian latents and back; samples from the prior",
                        Vae.class,
                        Vae.Config.class),
                Contribution.component(
                        "conditional-vae",
                        "Draws images of a class, or with attributes",
                        ConditionalVae.class,
                        ConditionalVae.Config.class),
                Contribution.component(
                        "denoiser", "Removes noise from images of any size", Denoiser.class, Denoiser.Config.class),
                Contribution.component(
                        "vq-vae",
                        "Images to a grid of entries of a codebook and back",
                        VqVae.class,
                        VqVae.Config.class),
                Contribution.component(
                        "series-vae", "Finds anomalies in series", SeriesVae.class, SeriesVae.Config.class),
                Contribution.step(
                        "sample-classes", "Draws images of classes", SampleClasses.class, SampleClasses.Config.class),
                Contribution.step(
                        "sample-attributes",
                        "Draws images with attributes",
                        SampleAttributes.class,
                        SampleAttributes.Config.class),
                Contribution.step(
                        "measure-reconstruction",
                        "Mean squared error of reconstructed images, beside that of PCA",
                        MeasureReconstruction.class,
                        MeasureReconstruction.Config.class),
                Contribution.step(
                        "measure-elbo",
                        "Negative evidence lower bound in nats, as reconstruction and divergence",
                        MeasureElbo.class,
                        MeasureElbo.Config.class),
                Contribution.step(
                        "measure-latent-classes",
                        "How well a linear map tells the classes of images by their latents",
                        MeasureLatentClasses.class,
                        MeasureLatentClasses.Config.class),
                Contribution.step(
                        "measure-denoising",
                        "Peak signal-to-noise ratio of images with noise, and without it again",
                        MeasureDenoising.class,
                        MeasureDenoising.Config.class),
                Contribution.recipe(
                        "autoencoder",
                        "Trains an autoencoder of images",
                        AutoencoderRecipe.class,
                        AutoencoderRecipe.Config.class),
                Contribution.recipe(
                        "conditional-vae",
                        "Trains a variational autoencoder of images of classes, or with attributes",
                        ConditionalVaeRecipe.class,
                        ConditionalVaeRecipe.Config.class),
                Contribution.recipe(
                        "denoiser",
                        "Trains a network that removes noise from images",
                        DenoiserRecipe.class,
                        DenoiserRecipe.Config.class),
                Contribution.recipe(
                        "series-vae",
                        "Trains a variational autoencoder of windows of series, which finds anomalies",
                        SeriesVaeRecipe.class,
                        SeriesVaeRecipe.Config.class),
                Contribution.recipe(
                        "vae", "Trains a variational autoencoder of images", VaeRecipe.class, VaeRecipe.Config.class),
                Contribution.recipe(
                        "vq-vae",
                        "Trains an autoencoder of images whose latents are entries of a codebook",
                        VqVaeRecipe.class,
                        VqVaeRecipe.Config.class));
    }
}
