package dev.figment.plugin.vae.body;

import dev.figment.train.graph.Layout;
import dev.figment.train.graph.Value;
import dev.figment.train.nn.Activation;
import dev.figment.train.nn.Convolution;
import dev.figment.train.nn.Linear;
import dev.figment.train.nn.Scope;
import java.util.List;

/**
 * Levels of convolutions, each of half the height and width of the one before, rounded up, and a fully connected layer
 * between the smallest one and the latents. The decoder goes the same sizes back.
 *
 * @param channels of each level, that of the largest images first
 * @param hidden width of the fully connected layer; 0 for none
 * @param blocks residual blocks at each level
 */
record Pyramid(List<Integer> channels, int hidden, UpSampling upSampling, Activation activation, int blocks) {
    static final String CHANNELS =
            "Channels of each level; a level halves height and width, and the decoder doubles them";
    static final String HIDDEN =
            "Width of a fully connected layer on both sides of the latents, which may be 0 for none";
    static final String UP_SAMPLING =
            "How the decoder makes images larger: resize (nearest pixels, then a convolution),"
                    + " which leaves no checkerboard, or transposed (convolutions), which is faster";

    Pyramid {
        Sizes.require(!channels.isEmpty(), "channels must name at least one level");
        Sizes.requireWidths("channels", channels);
        Sizes.require(hidden >= 0, "hidden must not be negative");
        channels = List.copyOf(channels);
    }

    Value encode(Scope root, Value images) {
        Scope scope = root.child("encoder");
        Value x = images;
        for (int level = 0; level < channels.size(); level++) {
            Scope at = scope.child(Integer.toString(level));
            Convolution down =
                    Convolution.conv2d(channels.get(level), 3).stride(2).pad(1);
            x = activation.apply(at, residuals(at, at.apply("down", down, x)));
        }
        Value flat = Layout.flatten(x);
        return hidden == 0 ? flat : activation.apply(scope, scope.apply("hidden", new Linear(hidden), flat));
    }

    Value decode(Scope root, Value latents, List<Long> shape) {
        Scope scope = root.child("decoder");
        int last = channels.size() - 1;
        List<Long> heights = Sizes.halved(shape.get(1), channels.size());
        List<Long> widths = Sizes.halved(shape.get(2), channels.size());
        Value x = hidden == 0 ? latents : activation.apply(scope, scope.apply("hidden", new Linear(hidden), latents));
        List<Long> smallest = List.of((long) channels.get(last), heights.get(last + 1), widths.get(last + 1));
        Value places = scope.apply("places", new Linear(smallest.stream().reduce(1L, (a, b) -> a * b)), x);
        x = Sizes.unflatten(places, smallest);
        for (int level = last; level >= 0; level--) {
            Scope at = scope.child(Integer.toString(level));
            x = activation.apply(at, residuals(at, x));
            boolean isPixels = level == 0;
            int out = isPixels ? Math.toIntExact(shape.get(0)) : channels.get(level - 1);
            Scope up = isPixels ? root.child("pixels") : at.child("up");
            x = upSampling.apply(up, x, out, heights.get(level), widths.get(level));
        }
        return x;
    }

    /** The blocks of one level, [samples, channels, h, w] → the same shape. */
    private Value residuals(Scope at, Value x) {
        Value sum = x;
        for (int block = 0; block < blocks; block++) {
            sum = at.apply("block-" + block, new ResidualBlock(activation), sum);
        }
        return sum;
    }
}
