package dev.figment.plugin.vae.train;

import dev.figment.api.Images;
import dev.figment.plugin.vae.body.CoderBody;
import dev.figment.train.graph.Dim;
import dev.figment.train.graph.Shape;
import dev.figment.train.graph.Value;
import dev.figment.train.nn.Linear;
import dev.figment.train.nn.Scope;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The networks on both sides of the latent space, for samples and latents of certain shapes.
 *
 * @param sampleShape channels and then height and width, or time
 * @param latents numbers in a latent
 */
record Body(List<Long> sampleShape, int latents, CoderBody networks) {
    /** The shape of one image of a batch. */
    static List<Long> shapeOf(Images images) {
        return List.of((long) images.channels(), (long) images.height(), (long) images.width());
    }

    /** Samples of a batch size that is fixed, or named where it is null. */
    Shape samples(@Nullable Long batch) {
        return batched(batch, sampleShape);
    }

    /** Latents of a batch size that is fixed, or named where it is null. */
    Shape latents(@Nullable Long batch) {
        return batched(batch, List.of((long) latents));
    }

    /** The features that the encoder ends with, from [samples, channels, …]. */
    Value encode(Scope scope, Value samples) {
        return networks.encode(scope, samples);
    }

    /** A linear map from the features to as many numbers as there are latents. */
    Value head(Scope scope, String name, Value features) {
        return scope.apply(name, new Linear(latents), features);
    }

    /** As many numbers for each place and channel as are asked for: [samples, parameters · channels, …]. */
    Value decode(Scope scope, Value latentValues, int parameters) {
        List<Long> shape = new ArrayList<>(sampleShape);
        shape.set(0, parameters * sampleShape.get(0));
        return networks.decode(scope, latentValues, shape);
    }

    /** Numbers in a sample. */
    long count() {
        return sampleShape.stream().reduce(1L, (a, b) -> a * b);
    }

    private static Shape batched(@Nullable Long batch, List<Long> sample) {
        List<Dim> dims = new ArrayList<>();
        dims.add(batch == null ? new Dim.Named("N") : new Dim.Fixed(batch));
        sample.forEach(size -> dims.add(new Dim.Fixed(size)));
        return new Shape(dims);
    }
}
