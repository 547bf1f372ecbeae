package dev.figment.train.nn;

import dev.figment.train.graph.Resampling;
import dev.figment.train.graph.Value;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Makes the spatial axes of [samples, channels, …] a whole number of times as long. Before a convolution it is what Odena
 * et al. 2016 ("Deconvolution and Checkerboard Artifacts") put in the place of a transposed one.
 *
 * @param factors one for each axis
 */
public record Upsample(List<Long> factors, Mode mode) implements Layer {
    /** How the new elements come from the old ones. */
    public enum Mode {
        /** Each is the nearest old one. */
        NEAREST,
        /** Linear interpolation, bilinear over two axes; as PyTorch's with {@code align_corners=False}. */
        LINEAR,
        /** Linear interpolation in which the outermost elements stay where they are: {@code align_corners=True}. */
        LINEAR_ALIGNED
    }

    public Upsample {
        factors = List.copyOf(factors);
    }

    public static Upsample nearest(long... factors) {
        return new Upsample(LongStream.of(factors).boxed().toList(), Mode.NEAREST);
    }

    public static Upsample linear(long... factors) {
        return new Upsample(LongStream.of(factors).boxed().toList(), Mode.LINEAR);
    }

    @Override
    public Value apply(Scope scope, Value x) {
        return switch (mode) {
            case NEAREST -> Resampling.nearest(x, factors);
            case LINEAR -> Resampling.linear(x, factors, false);
            case LINEAR_ALIGNED -> Resampling.linear(x, factors, true);
        };
    }
}
