package dev.figment.plugin.vae.body;

import dev.figment.api.config.Alternative;
import dev.figment.api.config.Default;
import dev.figment.api.config.Description;
import dev.figment.train.graph.Value;
import dev.figment.train.nn.Activation;
import dev.figment.train.nn.Scope;
import java.util.List;

/** A {@link Convolutional} body with {@linkplain ResidualBlock residual blocks} at each level, so that it can be deep. */
@Alternative("residual")
@Description("Convolutions with residual blocks: deeper, slower")
public record Residual(
        @Description(Pyramid.CHANNELS) @Default("[32, 64, 128]")
        List<Integer> channels,

        @Description("Residual blocks of two convolutions at each level, in the encoder and in the decoder")
        @Default("1")
        int blocks,

        @Description(Pyramid.HIDDEN) @Default("256") int hidden,

        @Description(Pyramid.UP_SAMPLING) @Default("resize") UpSampling upSampling,

        @Description(Sizes.ACTIVATION) @Default("gelu") Activation activation)
        implements CoderBody {
    public Residual {
        Sizes.require(blocks >= 1, "blocks must be at least 1");
        channels = new Pyramid(channels, hidden, upSampling, activation, blocks).channels();
    }

    @Override
    public Value encode(Scope scope, Value samples) {
        return pyramid().encode(scope, samples);
    }

    @Override
    public Value decode(Scope scope, Value latents, List<Long> shape) {
        return pyramid().decode(scope, latents, shape);
    }

    private Pyramid pyramid() {
        return new Pyramid(channels, hidden, upSampling, activation, blocks);
    }
}
