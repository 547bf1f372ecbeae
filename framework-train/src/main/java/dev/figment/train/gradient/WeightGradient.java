package dev.figment.train.gradient;

import dev.figment.train.graph.Attributes;
import dev.figment.train.graph.Convolutions;
import dev.figment.train.graph.Dim;
import dev.figment.train.graph.Layout;
import dev.figment.train.graph.MatrixProducts;
import dev.figment.train.graph.Node;
import dev.figment.train.graph.Operator;
import dev.figment.train.graph.Reductions;
import dev.figment.train.graph.Shape;
import dev.figment.train.graph.Slicing;
import dev.figment.train.graph.Value;
import dev.figment.train.graph.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * The gradient of a convolution in its weight. With x [N, C, …], g the gradient of the output [N, O, …], and K elements in
 * the kernel, it is [O, C / groups, kernel…]. ONNX has no operator for it, but several forms that give the same: which
 * one is best depends on the shape, and on how values lie in memory, so that it is chosen when the graph is written.
 */
public final class WeightGradient {
    /** Takes x and g. */
    public static final Operator OPERATOR =
            Operator.composite("ConvWeightGradient", 2, WeightGradient::infer, WeightGradient::expand);

    private WeightGradient() {}

    static Value of(Value x, Value g, Window window, long groups) {
        return x.graph().apply(OPERATOR, window.attributes(Map.of("group", groups)), List.of(x, g));
    }

    /** The window of a node of the operator. */
    public static Window window(Node node) {
        return window(node.attributes());
    }

    private static Window window(Attributes attributes) {
        return Window.of(attributes, attributes.integers("kernel_shape"));
    }

    private static List<Operator.Output> infer(List<Value> inputs, Attributes attributes) {
        Value x = inputs.get(0);
        Dim channels = x.shape().dim(1);
        long groups = attributes.integer("group", 1);
        List<Dim> dims = new ArrayList<>();
        dims.add(inputs.get(1).shape().dim(1));
        dims.add(groups == 1 ? channels : new Dim.Fixed(x.shape().size(1) / groups));
        window(attributes).kernel().forEach(size -> dims.add(new Dim.Fixed(size)));
        return List.of(new Operator.Output(x.type(), new Shape(dims)));
    }

    private static Value expand(Node node, List<Value> operands) {
        Value x = operands.get(0);
        Value g = operands.get(1);
        Window window = window(node);
        long groups = Convolutions.groups(node);
        Shape weight = node.output().shape();
        return switch (ConvolutionForms.ofWeight(x.shape(), g.shape(), window, groups)) {
            case SWAPPED -> bySwappedAxes(x, g, window, groups, weight);
            case UNFOLDED -> byUnfolding(x, g, window, groups, weight);
            case UNFOLDED_PER_SAMPLE -> byUnfoldingEachSample(x, g, window, groups, weight);
        };
    }

    /**
     * A convolution of x, samples and channels exchanged, with the kernel g, likewise, in which strides and dilations
     * change places. Its result has further places where the window left over some of x.
     */
    static Value bySwappedAxes(Value x, Value g, Window window, long groups, Shape weight) {
        List<Long> kernel = new ArrayList<>();
        List<Slicing.Range> kept = new ArrayList<>();
        for (int axis = 0; axis < window.rank(); axis++) {
            kernel.add(g.shape().size(axis + 2));
            kept.add(new Slicing.Range(axis + 2, 0, 1, weight.size(axis + 2)));
        }
        Window swapped = new Window(kernel, window.dilations(), window.strides(), window.padsBegin(), window.padsEnd());
        Value result =
                Convolutions.conv(samplesWithinGroups(x, groups), exchange(g), swapped, groups); // [C / groups, O, …]
        Shape exact = weight.with(0, weight.dim(1)).with(1, weight.dim(0));
        return exchange(result.shape().equals(exact) ? result : Slicing.slice(result, kept));
    }

    /** [N, groups · C′, …] as [C′, groups · N, …]. */
    private static Value samplesWithinGroups(Value x, long groups) {
        if (groups == 1) {
            return exchange(x);
        }
        long samples = x.shape().size(0);
        long channels = x.shape().size(1) / groups;
        List<Dim> spatial = x.shape().dims().subList(2, x.shape().rank());
        List<Dim> split = new ArrayList<>(Shape.of(samples, groups, channels).dims());
        split.addAll(spatial);
        List<Dim> merged = new ArrayList<>(Shape.of(channels, groups * samples).dims());
        merged.addAll(spatial);
        long[] order = LongStream.range(0, split.size()).toArray();
        order[0] = 2;
        order[2] = 0;
        return Layout.reshape(Layout.transpose(Layout.reshape(x, new Shape(split)), order), new Shape(merged));
    }

    /** One matrix product over all samples and places: [O, N · P] by what each of them saw, [C · K, N · P]. */
    static Value byUnfolding(Value x, Value g, Window window, long groups, Shape weight) {
        long places = g.shape().size(0) * product(g.shape());
        long out = g.shape().size(1);
        long seen = x.shape().size(1) * window.elements();
        Value columns = Unfolding.of(exchange(x), 1, window, g.shape());
        Value rows = exchange(g);
        if (groups == 1) {
            Value product = MatrixProducts.gemm(
                    Layout.reshape(rows, Shape.of(out, places)),
                    false,
                    Layout.reshape(columns, Shape.of(seen, places)),
                    true);
            return Layout.reshape(product, weight);
        }
        Value product = MatrixProducts.matMul(
                Layout.reshape(rows, Shape.of(groups, out / groups, places)),
                Layout.transposeMatrices(Layout.reshape(columns, Shape.of(groups, seen / groups, places))));
        return Layout.reshape(product, weight);
    }

    /** A matrix product for each sample, and their sum; the number of samples may be open. */
    static Value byUnfoldingEachSample(Value x, Value g, Window window, long groups, Shape weight) {
        Dim samples = x.shape().dim(0);
        long places = product(g.shape());
        long out = g.shape().size(1);
        long seen = x.shape().size(1) * window.elements();
        Value columns = Unfolding.of(x, 2, window, g.shape());
        Value products = MatrixProducts.matMul(
                Layout.reshape(g, shape(samples, groups, out / groups, places)),
                Layout.transposeMatrices(Layout.reshape(columns, shape(samples, groups, seen / groups, places))));
        return Layout.reshape(Reductions.sum(products, List.of(0L), false), weight);
    }

    /** Samples and channels in each other's place; nothing has to move where one of them is alone. */
    private static Value exchange(Value x) {
        Shape shape = x.shape();
        Shape exchanged = shape.with(0, shape.dim(1)).with(1, shape.dim(0));
        Dim one = new Dim.Fixed(1);
        if (shape.dim(0).equals(one) || shape.dim(1).equals(one)) {
            return Layout.reshape(x, exchanged);
        }
        long[] order = LongStream.range(0, shape.rank()).toArray();
        order[0] = 1;
        order[1] = 0;
        return Layout.transpose(x, order);
    }

    /** The number of places in a shape [samples, channels, …]. */
    private static long product(Shape shape) {
        return Arrays.stream(shape.sizes()).skip(2).reduce(1, (a, b) -> a * b);
    }

    private static Shape shape(Dim first, long... rest) {
        List<Dim> dims = new ArrayList<>(List.of(first));
        dims.addAll(Shape.of(rest).dims());
        return new Shape(dims);
    }
}
