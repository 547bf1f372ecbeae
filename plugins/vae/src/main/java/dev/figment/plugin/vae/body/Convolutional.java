package dev.figment.plugin.vae.body;

import dev.figment.api.config.Alternative;
import dev.figment.api.config.Default;
import dev.figment.api.config.Description;
import dev.figment.train.graph.Value;
import dev.figment.train.nn.Activation;
import dev.figment.train.nn.Scope;
import java.util.List;

/** Strided convolutions down to the latents, and {@linkplain UpSampling up} again. */
@Alternative("convolutional")
@Description("Convolutions: for photos, larger images and longer windows")
public record Convolutional(
        @Description(Pyramid.CHANNELS) @Default("[32, 64, 128]")
        List<Integer> channels,

        @Description(Pyramid.HIDDEN) @Default("256") int hidden,

        @Description(Pyramid.UP_SAMPLING) @Default("resize") UpSampling upSampling,

        @Description(Sizes.ACTIVATION) @Default("gelu") Activation activation)
        implements CoderBody {
    public Convolutional {
        channels = new Pyramid(channels, hidden, upSampling, activation, 0).channels();
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
        return new Pyramid(channels, hidden, upSampling, activation, 0);
    }
}
