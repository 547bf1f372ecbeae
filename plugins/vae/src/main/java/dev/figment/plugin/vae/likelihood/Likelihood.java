package dev.figment.plugin.vae.likelihood;

import dev.figment.api.config.Default;
import dev.figment.api.config.Description;
import dev.figment.train.graph.Layout;
import dev.figment.train.graph.Value;
import dev.figment.train.nn.Scope;
import java.util.Map;

/** The distribution of the pixels in [0, 1], given a latent: independent for each pixel and channel. */
@Default("bernoulli")
@Description("The distribution of the pixels, given a latent")
public sealed interface Likelihood permits Bernoulli, DiscretizedLogistic, Gaussian {
    /** How many numbers a decoder gives for each pixel and channel. */
    int parameters();

    /**
     * In nats, summed over pixels and channels: [samples].
     *
     * @param decoded [samples, parameters · channels, height, width], any numbers
     * @param images [samples, channels, height, width] in [0, 1]
     */
    Value negativeLog(Scope scope, Value decoded, Value images);

    /** The pixels' means in [0, 1], [samples, channels, height, width]. */
    Value mean(Value decoded);

    /** What it has learned of all images alike, of rank 0, by name. */
    Map<String, Value> learned(Scope scope);

    /** One of the parts of the second axis, which holds one number of each channel after the other. */
    static Value part(Value decoded, int index, int parts) {
        long channels = decoded.shape().size(1) / parts;
        return parts == 1 ? decoded : Layout.slice(decoded, 1, index * channels, (index + 1) * channels);
    }
}
