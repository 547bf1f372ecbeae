package dev.figment.plugin.vae.body;

import dev.figment.train.graph.Layout;
import dev.figment.train.graph.Value;
import dev.figment.train.nn.Scope;
import dev.figment.train.nn.Upsample;
import java.util.Collections;
import java.util.List;

/** How a decoder makes samples twice as large. */
public enum UpSampling {
    /** The nearest pixel, then a convolution of 3 along each axis, which leaves no checkerboard (Odena et al. 2016). */
    RESIZE {
        @Override
        Value twice(Scope scope, Value x, int channels) {
            return scope.apply(
                    "conv",
                    Sizes.convolution(x, channels, 3).pad(1),
                    new Upsample(Collections.nCopies(x.shape().dims().size() - 2, 2L), Upsample.Mode.NEAREST)
                            .apply(scope, x));
        }
    },
    /** A transposed convolution of 4 along each axis with stride 2 (Radford et al. 2016). */
    TRANSPOSED {
        @Override
        Value twice(Scope scope, Value x, int channels) {
            return scope.apply(
                    "conv", Sizes.transposed(x, channels, 4).stride(2).pad(1), x);
        }
    };

    /** [samples, in, …] → [samples, channels, …], each axis twice as long. */
    abstract Value twice(Scope scope, Value x, int channels);

    /** As {@link #twice}, without the end of each axis that is to be odd. */
    Value apply(Scope scope, Value x, int channels, List<Long> sizes) {
        Value larger = scope.within(() -> twice(scope, x, channels));
        for (int i = 0; i < sizes.size(); i++) {
            int axis = i + 2;
            larger = larger.shape().size(axis) == sizes.get(i) ? larger : Layout.slice(larger, axis, 0, sizes.get(i));
        }
        return larger;
    }
}
