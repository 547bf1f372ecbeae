package dev.figment.plugin.vae.train;

import dev.figment.api.Images;
import dev.figment.api.config.Default;
import dev.figment.api.config.Description;
import dev.figment.api.model.Models;
import dev.figment.plugin.vae.body.Pyramid;
import dev.figment.plugin.vae.body.UpSampling;
import dev.figment.plugin.vae.likelihood.Likelihood;
import dev.figment.plugin.vae.vq.Quantizer;
import dev.figment.train.loop.Recipe;
import dev.figment.train.loop.Start;
import dev.figment.train.loop.Training;
import dev.figment.train.nn.Activation;
import java.util.List;

/** Trains a {@link VqVaeDesign VQ-VAE} of images. */
public final class VqVaeRecipe implements Recipe<Images> {
    /** The keys of the recipe. */
    @Description("Trains a VQ-VAE of images: an autoencoder whose latents are a grid of entries of a codebook")
    public record Config(
            @Description("Entries of the codebook") @Default("512")
            int codes,

            @Description("Numbers in an entry") @Default("32")
            int codeSize,

            @Description("Weight of the squared distance of the encoder's vectors from their entries") @Default("0.25")
            double commitment,

            @Description("Share of the past in the moving averages that the entries are, above 0 and below 1")
            @Default("0.99")
            double decay,

            @Description(
                    "An entry that stands for fewer vectors of a batch than this, as a moving average, becomes one of"
                            + " the batch's vectors, drawn at random; 0 for never")
            @Default("1")
            double restartBelow,

            @Description(Pyramid.CHANNELS) @Default("[32, 64]")
            List<Integer> channels,

            @Description("Residual blocks of two convolutions at each level, in the encoder and in the decoder")
            @Default("1")
            int blocks,

            @Description(Pyramid.UP_SAMPLING) @Default("resize")
            UpSampling upSampling,

            @Description("After each convolution but the last: relu, leaky-relu, gelu, silu, tanh or sigmoid")
            @Default("relu")
            Activation activation,

            @Default("{}") Likelihood likelihood) {
        public Config {
            Checks.require(codes >= 2, "codes must be at least 2");
            Checks.require(codeSize >= 1, "code-size must be at least 1");
            Checks.require(
                    commitment >= 0 && Double.isFinite(commitment), "commitment must be a number that is not negative");
            Checks.require(decay > 0 && decay < 1, "decay must be above 0 and below 1");
            Checks.require(
                    restartBelow >= 0 && Double.isFinite(restartBelow),
                    "restart-below must be a number that is not negative");
            Checks.require(blocks >= 0, "blocks must not be negative");
            channels = new Pyramid(channels, 0, upSampling, activation, blocks).channels();
        }
    }

    private final Config config;
    private final Models models;

    public VqVaeRecipe(Config config, Models models) {
        this.config = config;
        this.models = models;
    }

    @Override
    public Training<Images> start(Start<Images> start) {
        List<Long> shape = Body.shapeOf(start.data().read(new int[] {0}));
        Pyramid networks = new Pyramid(config.channels, 0, config.upSampling, config.activation, config.blocks);
        Quantizer quantizer = new Quantizer(config.codes, config.codeSize, config.decay, config.restartBelow);
        VqVaeDesign design = new VqVaeDesign(shape, networks, quantizer, config.likelihood, config.commitment);
        return new DesignTraining<>(models, "vq-vae", design, start);
    }
}
