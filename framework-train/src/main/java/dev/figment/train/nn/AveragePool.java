package dev.figment.train.nn;

import dev.figment.train.graph.Pooling;
import dev.figment.train.graph.Value;
import dev.figment.train.graph.Window;

/**
 * The mean of what a window sees, for each channel of [samples, channels, …].
 *
 * @param countPads whether pads count as zeros (PyTorch's {@code count_include_pad}); else the mean is over what is there
 */
public record AveragePool(Window window, boolean countPads) implements Layer {
    /** Windows of this size side by side, as PyTorch's AvgPool1d and AvgPool2d: one number for each axis. */
    public static AveragePool of(long... kernel) {
        return new AveragePool(Window.of(kernel).stride(kernel), true);
    }

    @Override
    public Value apply(Scope scope, Value x) {
        return Pooling.average(x, window, countPads);
    }
}
