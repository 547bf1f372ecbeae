package dev.figment.train.graph;

import dev.figment.api.ElementType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Convolutions and transposed convolutions of [samples, channels, …] with one or more spatial axes. */
public final class Convolutions {
    public static final Operator CONV = new Operator("Conv", 2, 3, Convolutions::inferConv);
    public static final Operator CONV_TRANSPOSE = new Operator("ConvTranspose", 2, 3, Convolutions::inferTranspose);

    private Convolutions() {}

    /**
     * Cross-correlation of {@code x} [N, C, …] with a weight [O, C / groups, kernel…]: [N, O, …]. A spatial axis whose size
     * it keeps may be named.
     *
     * @throws ShapeException if they do not fit; it names both shapes
     */
    public static Value conv(Value x, Value weight, Window window, long groups) {
        return x.graph().apply(CONV, window.attributes(Map.of("group", groups)), List.of(x, weight));
    }

    /** As {@link #conv(Value, Value, Window, long)}, plus a bias [O]. */
    public static Value conv(Value x, Value weight, Window window, long groups, Value bias) {
        return x.graph().apply(CONV, window.attributes(Map.of("group", groups)), List.of(x, weight, bias));
    }

    /**
     * The adjoint of {@link #conv(Value, Value, Window, long)}: from {@code x} [N, C, …] and a weight
     * [C, O / groups, kernel…] to [N, O, …], whose spatial axes are {@code window.reach(axis, size) + outputPadding}.
     *
     * @param outputPadding for each spatial axis at least 0 and less than its stride
     * @throws ShapeException if they do not fit; it names both shapes
     */
    public static Value transposed(Value x, Value weight, Window window, long groups, List<Long> outputPadding) {
        return x.graph().apply(CONV_TRANSPOSE, attributes(window, groups, outputPadding), List.of(x, weight));
    }

    /** As {@link #transposed(Value, Value, Window, long, List)}, plus a bias [O]. */
    public static Value transposed(
            Value x, Value weight, Window window, long groups, List<Long> outputPadding, Value bias) {
        return x.graph().apply(CONV_TRANSPOSE, attributes(window, groups, outputPadding), List.of(x, weight, bias));
    }

    /** The window of a node of one of the two operators. */
    public static Window window(Node node) {
        return window(node.inputs(), node.attributes());
    }

    /** The groups of a node of one of the two operators. */
    public static long groups(Node node) {
        return node.attributes().integer("group", 1);
    }

    private static Attributes attributes(Window window, long groups, List<Long> outputPadding) {
        return window.attributes(Map.of("group", groups, "output_padding", outputPadding));
    }

    private static Window window(List<Value> inputs, Attributes attributes) {
        Shape weight = inputs.get(1).shape();
        if (weight.rank() < 3) {
            throw new ShapeException("a convolution's weight of shape " + weight);
        }
        List<Long> kernel = Arrays.stream(weight.sizes()).skip(2).boxed().toList();
        List<Long> stated = attributes.integers("kernel_shape");
        if (kernel.contains(-1L) || (!stated.isEmpty() && !stated.equals(kernel))) {
            throw new ShapeException("a weight of shape " + weight + " for a kernel of " + stated);
        }
        return Window.of(attributes, kernel);
    }

    private static List<Operator.Output> inferConv(List<Value> inputs, Attributes attributes) {
        Shape x = inputs.get(0).shape();
        Shape weight = inputs.get(1).shape();
        Window window = window(inputs, attributes);
        long groups = attributes.integer("group", 1);
        if (x.rank() != weight.rank() || !channelsFit(x.dim(1), weight.dim(1), groups)) {
            throw new ShapeException(misfit(x, weight, groups));
        }
        if (groups > 1 && weight.size(0) % groups != 0) {
            throw new ShapeException(misfit(x, weight, groups));
        }
        requireBias(inputs, weight.dim(0));
        List<Dim> dims = new ArrayList<>(List.of(x.dim(0), weight.dim(0)));
        for (int axis = 0; axis < window.rank(); axis++) {
            boolean isKept = x.dim(axis + 2) instanceof Dim.Named && window.keepsSize(axis);
            dims.add(isKept ? x.dim(axis + 2) : new Dim.Fixed(places(window, x, axis)));
        }
        return List.of(new Operator.Output(type(inputs), new Shape(dims)));
    }

    private static long places(Window window, Shape x, int axis) {
        long places = window.places(axis, spatial(x, axis));
        if (places < 1) {
            throw new ShapeException("the window of " + window + " is larger than " + x);
        }
        return places;
    }

    private static List<Operator.Output> inferTranspose(List<Value> inputs, Attributes attributes) {
        Shape x = inputs.get(0).shape();
        Shape weight = inputs.get(1).shape();
        Window window = window(inputs, attributes);
        long groups = attributes.integer("group", 1);
        if (!attributes.integers("output_shape").isEmpty()) {
            throw new ShapeException("output_shape of a transposed convolution; pads have to be given");
        }
        boolean divides = groups == 1 || (x.dim(1) instanceof Dim.Fixed channels && channels.size() % groups == 0);
        if (x.rank() != weight.rank() || !x.dim(1).equals(weight.dim(0)) || !divides) {
            throw new ShapeException(misfit(x, weight, groups));
        }
        Dim out = groups == 1 ? weight.dim(1) : new Dim.Fixed(weight.size(1) * groups);
        requireBias(inputs, out);
        List<Long> padding = outputPadding(attributes, window);
        List<Dim> dims = new ArrayList<>(List.of(x.dim(0), out));
        for (int axis = 0; axis < window.rank(); axis++) {
            long size = window.reach(axis, spatial(x, axis)) + padding.get(axis);
            if (size < 1) {
                throw new ShapeException("nothing is left of " + x + " after the pads of " + window);
            }
            dims.add(new Dim.Fixed(size));
        }
        return List.of(new Operator.Output(type(inputs), new Shape(dims)));
    }

    private static List<Long> outputPadding(Attributes attributes, Window window) {
        List<Long> given = attributes.integers("output_padding");
        List<Long> padding = given.isEmpty() ? Collections.nCopies(window.rank(), 0L) : given;
        for (int axis = 0; axis < window.rank(); axis++) {
            if (padding.size() != window.rank()
                    || padding.get(axis) < 0
                    || padding.get(axis) >= window.strides().get(axis)) {
                throw new ShapeException(
                        "output padding " + padding + " has to be less than the strides " + window.strides());
            }
        }
        return padding;
    }

    private static boolean channelsFit(Dim channels, Dim perGroup, long groups) {
        return groups == 1
                ? channels.equals(perGroup)
                : channels instanceof Dim.Fixed all
                        && perGroup instanceof Dim.Fixed part
                        && all.size() == part.size() * groups;
    }

    private static long spatial(Shape x, int axis) {
        if (x.dim(axis + 2) instanceof Dim.Fixed fixed) {
            return fixed.size();
        }
        throw new ShapeException(
                "a convolution of " + x + ", whose spatial axes have to be fixed unless it keeps their size");
    }

    private static void requireBias(List<Value> inputs, Dim channels) {
        if (inputs.size() == 3 && !inputs.get(2).shape().equals(new Shape(List.of(channels)))) {
            throw new ShapeException("a bias " + inputs.get(2).shape() + " for " + channels + " channels");
        }
    }

    private static ElementType type(List<Value> inputs) {
        if (inputs.stream().anyMatch(input -> input.type() != inputs.get(0).type())) {
            throw new ShapeException("types differ: " + inputs);
        }
        return inputs.get(0).type();
    }

    private static String misfit(Shape x, Shape weight, long groups) {
        return "a weight " + weight + " does not fit the input " + x + (groups == 1 ? "" : " in " + groups + " groups");
    }
}
