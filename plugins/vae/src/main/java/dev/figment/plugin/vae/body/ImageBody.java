package dev.figment.plugin.vae.body;

import dev.figment.api.config.Default;
import dev.figment.api.config.Description;
import dev.figment.train.graph.Value;
import dev.figment.train.nn.Scope;
import java.util.List;

/** The key {@code body} of a recipe for images: the networks before and after the latents. They take images of any size. */
@Default("mlp")
@Description("The networks on both sides of the latent space")
public sealed interface ImageBody permits Convolutional, Mlp, Residual {
    /** From images [samples, channels, height, width] to features [samples, features], at the place {@code encoder}. */
    Value encode(Scope scope, Value images);

    /**
     * From latents [samples, latents] to numbers for each pixel [samples, channels, height, width] that may be any, at the
     * places {@code decoder} and {@code pixels}.
     *
     * @param shape channels, height, width
     */
    Value decode(Scope scope, Value latents, List<Long> shape);
}
