package dev.figment.train.nn;

import dev.figment.train.graph.Convolutions;
import dev.figment.train.graph.Dim;
import dev.figment.train.graph.Layout;
import dev.figment.train.graph.MatrixProducts;
import dev.figment.train.graph.Shape;
import dev.figment.train.graph.Value;
import dev.figment.train.graph.Window;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * A convolution (cross-correlation) [samples, in, …] → [samples, out, …]. Parameters {@code weight}
 * [out, in / groups, kernel…] and {@code bias} [out], both uniform in ±1/√(in / groups × kernel) at first unless another
 * initialisation of the weight is given; as PyTorch's Conv1d and Conv2d.
 *
 * @param init of the weight; empty for the one above
 */
public record Convolution(long out, Window window, long groups, boolean bias, Optional<Init> init) implements Layer {
    public Convolution {
        if (out < 1 || groups < 1 || out % groups != 0) {
            throw new IllegalArgumentException("a convolution to " + out + " channels in " + groups + " groups");
        }
    }

    /** Over one axis: [samples, channels, time]. */
    public static Convolution conv1d(long out, long kernel) {
        return new Convolution(out, Window.of(kernel), 1, true, Optional.empty());
    }

    /** Over two axes, with a square kernel: [samples, channels, height, width]. */
    public static Convolution conv2d(long out, long kernel) {
        return new Convolution(out, Window.of(kernel, kernel), 1, true, Optional.empty());
    }

    /** Over one axis, such that each output depends on no later input (van den Oord et al. 2016, section 2.1). */
    public static Convolution causal1d(long out, long kernel, long dilation) {
        Window window = Window.of(kernel).dilation(dilation);
        return new Convolution(out, window.pads(List.of(window.span(0) - 1), List.of(0L)), 1, true, Optional.empty());
    }

    public Convolution stride(long... by) {
        return with(window.stride(by));
    }

    public Convolution dilation(long... by) {
        return with(window.dilation(by));
    }

    /** Zeros on both sides of each axis. */
    public Convolution pad(long... by) {
        return with(window.pad(by));
    }

    /** Channels in groups that do not see each other; as many as there are for a depthwise convolution. */
    public Convolution groups(long count) {
        return new Convolution(out, window, count, bias, init);
    }

    public Convolution withoutBias() {
        return new Convolution(out, window, groups, false, init);
    }

    /** With this initialisation of the weight. */
    public Convolution init(Init weight) {
        return new Convolution(out, window, groups, bias, Optional.of(weight));
    }

    private Convolution with(Window changed) {
        return new Convolution(out, changed, groups, bias, init);
    }

    @Override
    public Value apply(Scope scope, Value x) {
        long perGroup = Math.max(1, x.shape().size(1) / groups);
        long[] shape = Kernels.shape(out, perGroup, window);
        Init byDefault = Init.uniformByFanIn(perGroup * window.elements());
        Value weight = scope.parameter("weight", init.orElse(byDefault), shape);
        Optional<Value> added = bias ? Optional.of(scope.parameter("bias", byDefault, out)) : Optional.empty();
        if (groups == 1 && Kernels.coversAll(window, x.shape())) {
            return asProduct(x, weight, added);
        }
        return added.map(b -> Convolutions.conv(x, weight, window, groups, b))
                .orElseGet(() -> Convolutions.conv(x, weight, window, groups));
    }

    /** Over the whole input at once, as the last layer of a critic: 3 times as fast as a convolution of 64 × 256 × 4 × 4. */
    private Value asProduct(Value x, Value weight, Optional<Value> added) {
        Value rows = Layout.flatten(x);
        Value columns = Layout.flatten(weight);
        Value product = added.map(b -> MatrixProducts.gemm(rows, false, columns, true, b))
                .orElseGet(() -> MatrixProducts.gemm(rows, false, columns, true));
        List<Dim> dims = new ArrayList<>(product.shape().dims());
        dims.addAll(Collections.nCopies(window.rank(), new Dim.Fixed(1)));
        return Layout.reshape(product, new Shape(dims));
    }
}
