package dev.figment.train.nn;

import dev.figment.train.graph.Arithmetic;
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
import java.util.stream.LongStream;

/**
 * A transposed convolution [samples, in, …] → [samples, out, …], the adjoint of a {@link Convolution} of the same window:
 * a size n becomes (n − 1) · stride − pads + dilation · (kernel − 1) + 1 + output padding. Parameters {@code weight}
 * [in, out / groups, kernel…] and {@code bias} [out], both uniform in ±1/√(out / groups × kernel) at first unless another
 * initialisation of the weight is given; as PyTorch's ConvTranspose1d and ConvTranspose2d, which take the fan-in from the
 * weight's second axis.
 *
 * @param outputPadding for each axis, less than its stride
 * @param init of the weight; empty for the one above
 */
public record TransposedConvolution(
        long out, Window window, List<Long> outputPadding, long groups, boolean bias, Optional<Init> init)
        implements Layer {
    public TransposedConvolution {
        outputPadding = List.copyOf(outputPadding);
        if (out < 1 || groups < 1 || out % groups != 0) {
            throw new IllegalArgumentException(
                    "a transposed convolution to " + out + " channels in " + groups + " groups");
        }
    }

    /** Over one axis: [samples, channels, time]. */
    public static TransposedConvolution convTranspose1d(long out, long kernel) {
        return of(out, Window.of(kernel));
    }

    /** Over two axes, with a square kernel: [samples, channels, height, width]. */
    public static TransposedConvolution convTranspose2d(long out, long kernel) {
        return of(out, Window.of(kernel, kernel));
    }

    private static TransposedConvolution of(long out, Window window) {
        return new TransposedConvolution(
                out, window, Collections.nCopies(window.rank(), 0L), 1, true, Optional.empty());
    }

    public TransposedConvolution stride(long... by) {
        return with(window.stride(by));
    }

    public TransposedConvolution dilation(long... by) {
        return with(window.dilation(by));
    }

    /** What the adjoint convolution pads its input with: so much is taken off on both sides. */
    public TransposedConvolution pad(long... by) {
        return with(window.pad(by));
    }

    /** So much is added at the end of each axis: one number for all axes, or one for each. */
    public TransposedConvolution outputPadding(long... by) {
        List<Long> each = by.length == 1
                ? Collections.nCopies(window.rank(), by[0])
                : LongStream.of(by).boxed().toList();
        return new TransposedConvolution(out, window, each, groups, bias, init);
    }

    public TransposedConvolution groups(long count) {
        return new TransposedConvolution(out, window, outputPadding, count, bias, init);
    }

    public TransposedConvolution withoutBias() {
        return new TransposedConvolution(out, window, outputPadding, groups, false, init);
    }

    /** With this initialisation of the weight. */
    public TransposedConvolution init(Init weight) {
        return new TransposedConvolution(out, window, outputPadding, groups, bias, Optional.of(weight));
    }

    private TransposedConvolution with(Window changed) {
        return new TransposedConvolution(out, changed, outputPadding, groups, bias, init);
    }

    @Override
    public Value apply(Scope scope, Value x) {
        long perGroup = out / groups;
        long[] shape = Kernels.shape(x.shape().size(1), perGroup, window);
        Init byDefault = Init.uniformByFanIn(perGroup * window.elements());
        Value weight = scope.parameter("weight", init.orElse(byDefault), shape);
        Optional<Value> added = bias ? Optional.of(scope.parameter("bias", byDefault, out)) : Optional.empty();
        if (groups == 1
                && outputPadding.stream().allMatch(padding -> padding == 0)
                && Kernels.spreadsOne(window, x.shape())) {
            return asProduct(x, weight, added);
        }
        return added.map(b -> Convolutions.transposed(x, weight, window, groups, outputPadding, b))
                .orElseGet(() -> Convolutions.transposed(x, weight, window, groups, outputPadding));
    }

    /** From one place, as the first layer of a generator: 3 times as fast as a convolution of 64 × 100 to 256 × 4 × 4. */
    private Value asProduct(Value x, Value weight, Optional<Value> added) {
        Value product = MatrixProducts.gemm(Layout.flatten(x), false, Layout.flatten(weight), false);
        List<Dim> dims = new ArrayList<>(weight.shape().dims());
        dims.set(0, x.shape().dim(0));
        Value y = Layout.reshape(product, new Shape(dims));
        List<Dim> perChannel = new ArrayList<>(Collections.nCopies(window.rank() + 1, new Dim.Fixed(1)));
        perChannel.set(0, new Dim.Fixed(out));
        return added.map(b -> Arithmetic.add(y, Layout.reshape(b, new Shape(perChannel))))
                .orElse(y);
    }
}
