package dev.figment.plugin.vae.body;

import dev.figment.train.graph.Layout;
import dev.figment.train.graph.Value;
import dev.figment.train.nn.Activation;
import dev.figment.train.nn.Convolution;
import dev.figment.train.nn.Linear;
import dev.figment.train.nn.Scope;
import java.util.ArrayList;
import java.util.List;

/**
 * Levels of convolutions, each of half the height and width (or time) of the one before, rounded up, and a fully connected layer
 * between the smallest one and the latents. The decoder goes the same sizes back.
 *
 * @param channels of each level, that of the largest images first
 * @param hidden width of the fully connected layer; 0 for none
 * @param blocks residual blocks at each level
 */
public record Pyramid(List<Integer> channels, int hidden, UpSampling upSampling, Activation activation, int blocks) {
    public static final String CHANNELS =
            "Channels of each level; a level halves height and width (of series, time), and the decoder doubles them";
    static final String HIDDEN =
            "Width of a fully connected layer on both sides of the latents, which may be 0 for none";
    public static final String UP_SAMPLING =
            "How the decoder makes images larger: resize (nearest pixels, then a convolution),"
                    + " which leaves no checkerboard, or transposed (convolutions), which is faster";

    public Pyramid {
        Sizes.require(!channels.isEmpty(), "channels must name at least one level");
        Sizes.requireWidths("channels", channels);
        Sizes.require(hidden >= 0, "hidden must not be negative");
        channels = List.copyOf(channels);
    }

    /** The features of the last level or of the fully connected layer, [samples, features]. */
    Value encode(Scope scope, Value samples) {
        Value flat = Layout.flatten(down(scope, samples));
        Scope place = scope.child("encoder");
        return hidden == 0 ? flat : activation.apply(place, place.apply("hidden", new Linear(hidden), flat));
    }

    /** [samples, latents] → [samples, shape…]. */
    Value decode(Scope scope, Value latents, List<Long> shape) {
        Scope place = scope.child("decoder");
        Value x = hidden == 0 ? latents : activation.apply(place, place.apply("hidden", new Linear(hidden), latents));
        List<Long> smallest = smallest(shape);
        Value places = place.apply("places", new Linear(Sizes.product(smallest)), x);
        return up(scope, Sizes.unflatten(places, smallest), shape);
    }

    /** The shape of the last level of samples of a shape, both with the channels first. */
    public List<Long> smallest(List<Long> shape) {
        List<Long> smallest = new ArrayList<>(sizes(shape, channels.size()));
        smallest.add(0, (long) channels.get(channels.size() - 1));
        return smallest;
    }

    /** The axes after the channels at a level; at 0 those of the samples. */
    private static List<Long> sizes(List<Long> shape, int level) {
        return shape.stream()
                .skip(1)
                .map(size -> Sizes.halved(size, level).get(level))
                .toList();
    }

    /** Samples [samples, channels, …] → the last level, after its activation. */
    public Value down(Scope root, Value samples) {
        Value x = samples;
        for (int level = 0; level < channels.size(); level++) {
            Scope at = root.child("encoder").child(Integer.toString(level));
            Convolution down =
                    Sizes.convolution(x, channels.get(level), 3).stride(2).pad(1);
            x = activation.apply(at, residuals(at, at.apply("down", down, x)));
        }
        return x;
    }

    /** From the last level, before its activation, to [samples, shape…]. */
    public Value up(Scope root, Value smallest, List<Long> shape) {
        Value x = smallest;
        for (int level = channels.size() - 1; level >= 0; level--) {
            Scope at = root.child("decoder").child(Integer.toString(level));
            x = activation.apply(at, residuals(at, x));
            boolean isPixels = level == 0;
            int out = isPixels ? Math.toIntExact(shape.get(0)) : channels.get(level - 1);
            Scope up = isPixels ? root.child("pixels") : at.child("up");
            x = upSampling.apply(up, x, out, sizes(shape, level));
        }
        return x;
    }

    /** The blocks of one level, [samples, channels, …] → the same shape. */
    private Value residuals(Scope at, Value x) {
        Value sum = x;
        for (int block = 0; block < blocks; block++) {
            sum = at.apply("block-" + block, new ResidualBlock(activation), sum);
        }
        return sum;
    }
}
