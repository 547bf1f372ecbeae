package dev.figment.plugin.vae.train;

import dev.figment.api.Images;
import dev.figment.api.config.Default;
import dev.figment.api.config.Description;
import dev.figment.api.model.Models;
import dev.figment.train.data.NoiseConfig;
import dev.figment.train.loop.Recipe;
import dev.figment.train.loop.Start;
import dev.figment.train.loop.Training;
import dev.figment.train.nn.Activation;
import java.util.List;

/** Trains a {@link DenoiserDesign network that removes noise} from images of any size. */
public final class DenoiserRecipe implements Recipe<Images> {
    /** The keys of the recipe. */
    @Description("Trains a network of convolutions that removes noise from images of any size")
    public record Config(
            @Description(Corruption.KEY) @Default("[{ gaussian: [0, 0.2] }]")
            List<NoiseConfig> noise,

            @Description("Channels of each convolution") @Default("32")
            int channels,

            @Description("Residual blocks of two convolutions each; a pixel sees 2 blocks + 2 pixels in each direction")
            @Default("4")
            int blocks,

            @Description("Before each convolution but the first: relu, leaky-relu, gelu, silu, tanh or sigmoid")
            @Default("relu")
            Activation activation) {
        public Config {
            Checks.require(
                    noise.stream().anyMatch(kind -> !kind.isNone()),
                    "noise must have at least one kind, or there is nothing to remove");
            Checks.require(channels >= 1, "channels must be at least 1");
            Checks.require(blocks >= 0, "blocks must not be negative");
            noise = List.copyOf(noise);
        }
    }

    private final Config config;
    private final Models models;

    public DenoiserRecipe(Config config, Models models) {
        this.config = config;
        this.models = models;
    }

    @Override
    public Training<Images> start(Start<Images> start) {
        List<Long> shape = Body.shapeOf(start.data().read(new int[] {0}));
        DenoiserDesign design = new DenoiserDesign(
                shape, new Corruption(config.noise), config.channels, config.blocks, config.activation);
        return new DesignTraining<>(models, "denoiser", design, start);
    }
}
