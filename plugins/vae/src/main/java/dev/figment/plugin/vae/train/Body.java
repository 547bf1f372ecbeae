package dev.figment.plugin.vae.train;

import dev.figment.api.Images;
import dev.figment.train.graph.Dim;
import dev.figment.train.graph.Layout;
import dev.figment.train.graph.Shape;
import dev.figment.train.graph.Value;
import dev.figment.train.nn.Activation;
import dev.figment.train.nn.Linear;
import dev.figment.train.nn.Scope;
import dev.figment.train.nn.Sequential;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The multi-layer perceptrons on both sides of the latent space: the decoder's widths are the encoder's in reverse.
 *
 * @param imageShape channels, height, width
 * @param latents numbers in a latent
 * @param hidden widths of the encoder's hidden layers
 */
record Body(List<Long> imageShape, int latents, List<Integer> hidden, Activation activation) {
    /** The shape of one image of a batch. */
    static List<Long> shapeOf(Images images) {
        return List.of((long) images.channels(), (long) images.height(), (long) images.width());
    }

    /** Images of a batch size that is fixed, or named where it is null. */
    Shape images(@Nullable Long batch) {
        return batched(batch, imageShape);
    }

    /** Latents of a batch size that is fixed, or named where it is null. */
    Shape latents(@Nullable Long batch) {
        return batched(batch, List.of((long) latents));
    }

    /** The last hidden layer of the encoder, from [samples, pixels]. */
    Value encode(Scope scope, Value pixels) {
        return scope.apply("encoder", Sequential.perceptron(hidden, activation), pixels);
    }

    /** A linear map from the last hidden layer to as many numbers as there are latents. */
    Value head(Scope scope, String name, Value hiddenLayer) {
        return scope.apply(name, new Linear(latents), hiddenLayer);
    }

    /** The logits of the pixels, [samples, pixels]. */
    Value decode(Scope scope, Value latentValues) {
        List<Integer> widths = new ArrayList<>(hidden);
        Collections.reverse(widths);
        Value last = scope.apply("decoder", Sequential.perceptron(widths, activation), latentValues);
        return scope.apply("pixels", new Linear(pixelCount()), last);
    }

    /** [samples, pixels] as images. */
    Value unflatten(Value pixels) {
        List<Dim> dims = new ArrayList<>();
        dims.add(pixels.shape().dim(0));
        imageShape.forEach(size -> dims.add(new Dim.Fixed(size)));
        return Layout.reshape(pixels, new Shape(dims));
    }

    long pixelCount() {
        return imageShape.stream().reduce(1L, (a, b) -> a * b);
    }

    private static Shape batched(@Nullable Long batch, List<Long> sample) {
        List<Dim> dims = new ArrayList<>();
        dims.add(batch == null ? new Dim.Named("N") : new Dim.Fixed(batch));
        sample.forEach(size -> dims.add(new Dim.Fixed(size)));
        return new Shape(dims);
    }
}
