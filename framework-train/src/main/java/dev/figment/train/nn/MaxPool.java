package dev.figment.train.nn;

import dev.figment.train.graph.Pooling;
import dev.figment.train.graph.Value;
import dev.figment.train.graph.Window;

/** The largest element that a window sees, for each channel of [samples, channels, …]. */
public record MaxPool(Window window) implements Layer {
    /** Windows of this size side by side, as PyTorch's MaxPool1d and MaxPool2d: one number for each axis. */
    public static MaxPool of(long... kernel) {
        return new MaxPool(Window.of(kernel).stride(kernel));
    }

    @Override
    public Value apply(Scope scope, Value x) {
        return Pooling.max(x, window);
    }
}
