package dev.figment.benchmarks.networks;

import dev.figment.train.graph.Convolutions;
import dev.figment.train.graph.Value;
import dev.figment.train.graph.Window;
import dev.figment.train.nn.Init;
import dev.figment.train.nn.Layer;
import java.util.List;

/** Convolutions of images with a square kernel. */
final class Convolved {
    private Convolved() {}

    static Layer down(long out, long kernel, long stride, long pad, boolean bias) {
        return (scope, x) -> {
            long in = x.shape().size(1);
            Init init = Init.uniformByFanIn(in * kernel * kernel);
            Value weight = scope.parameter("weight", init, out, in, kernel, kernel);
            Window window = Window.of(kernel, kernel).stride(stride).pad(pad);
            return bias
                    ? Convolutions.conv(x, weight, window, 1, scope.parameter("bias", init, out))
                    : Convolutions.conv(x, weight, window, 1);
        };
    }

    static Layer up(long out, long kernel, long stride, long pad, boolean bias) {
        return (scope, x) -> {
            long in = x.shape().size(1);
            Init init = Init.uniformByFanIn(out * kernel * kernel);
            Value weight = scope.parameter("weight", init, in, out, kernel, kernel);
            Window window = Window.of(kernel, kernel).stride(stride).pad(pad);
            List<Long> none = List.of(0L, 0L);
            return bias
                    ? Convolutions.transposed(x, weight, window, 1, none, scope.parameter("bias", init, out))
                    : Convolutions.transposed(x, weight, window, 1, none);
        };
    }
}
