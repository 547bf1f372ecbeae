package dev.figment.plugin.vae.body;

import dev.figment.train.graph.Layout;
import dev.figment.train.graph.Value;
import dev.figment.train.nn.Convolution;
import dev.figment.train.nn.Scope;
import dev.figment.train.nn.TransposedConvolution;
import dev.figment.train.nn.Upsample;

/** How a decoder makes images twice as large. */
public enum UpSampling {
    /** Each pixel four times, then a convolution of 3×3, which leaves no checkerboard (Odena et al. 2016). */
    RESIZE {
        @Override
        Value twice(Scope scope, Value x, int channels) {
            return scope.apply(
                    "conv",
                    Convolution.conv2d(channels, 3).pad(1),
                    Upsample.nearest(2, 2).apply(scope, x));
        }
    },
    /** A transposed convolution of 4×4 with stride 2 (Radford et al. 2016). */
    TRANSPOSED {
        @Override
        Value twice(Scope scope, Value x, int channels) {
            return scope.apply(
                    "conv",
                    TransposedConvolution.convTranspose2d(channels, 4).stride(2).pad(1),
                    x);
        }
    };

    /** [samples, in, h, w] → [samples, channels, 2 h, 2 w]. */
    abstract Value twice(Scope scope, Value x, int channels);

    /** As {@link #twice}, without the last row or column where {@code height} or {@code width} is odd. */
    Value apply(Scope scope, Value x, int channels, long height, long width) {
        Value larger = scope.within(() -> twice(scope, x, channels));
        Value rows = larger.shape().size(2) == height ? larger : Layout.slice(larger, 2, 0, height);
        return rows.shape().size(3) == width ? rows : Layout.slice(rows, 3, 0, width);
    }
}
