package dev.figment.plugin.vae.body;

import dev.figment.api.config.Default;
import dev.figment.api.config.Description;
import dev.figment.train.graph.Value;
import dev.figment.train.nn.Scope;
import java.util.List;

/**
 * The key {@code body} of a recipe: the networks before and after the latents. They take images and series of any size: what
 * is said of the axes after the channels holds for height and width, and for time.
 */
@Default("mlp")
@Description("The networks on both sides of the latent space")
public sealed interface CoderBody permits Convolutional, Mlp, Residual {
    /** From samples [samples, channels, …] to features [samples, features], at the place {@code encoder}. */
    Value encode(Scope scope, Value samples);

    /**
     * From latents [samples, latents] to numbers that may be any, [samples, shape…], at the places {@code decoder} and {@code
     * pixels}.
     *
     * @param shape channels and then height and width, or time
     */
    Value decode(Scope scope, Value latents, List<Long> shape);
}
