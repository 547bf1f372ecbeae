package dev.figment.train.graph;

import dev.figment.api.ElementType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The largest element or the mean of what a window sees, for each channel of [samples, channels, …] on its own. */
public final class Pooling {
    /** Gives, after the largest elements, where each of them stands in the flattened input. */
    public static final Operator MAX_POOL = new Operator("MaxPool", 1, 1, 1, Pooling::inferMax);

    public static final Operator AVERAGE_POOL = Operator.of("AveragePool", 1, Pooling::inferAverage);

    /** Elements at places of a flattened value, which have to differ; zeros elsewhere. */
    public static final Operator MAX_UNPOOL = Operator.of("MaxUnpool", 3, Pooling::inferUnpool);

    private Pooling() {}

    /** The largest element; pads never win. */
    public static Value max(Value x, Window window) {
        return x.graph().apply(MAX_POOL, window.attributes(Map.of()), List.of(x));
    }

    /**
     * The mean.
     *
     * @param window without dilations
     * @param countPads whether pads count as zeros, as in PyTorch by default; else the mean is over what is there
     */
    public static Value average(Value x, Window window, boolean countPads) {
        Map<String, Object> count = Map.of("count_include_pad", countPads ? 1L : 0L);
        return x.graph().apply(AVERAGE_POOL, window.attributes(count), List.of(x));
    }

    /** Puts what a pooling of non-overlapping windows gave back to where it came from, in a value shaped like another. */
    public static Value unpool(Value y, Value indices, Window window, Value like) {
        Attributes all = window.attributes(Map.of());
        Map<String, Object> kept = Map.of(
                "kernel_shape", all.integers("kernel_shape"),
                "strides", all.integers("strides"),
                "pads", all.integers("pads"));
        return y.graph().apply(MAX_UNPOOL, new Attributes(kept), List.of(y, indices, Layout.sizesOf(like)));
    }

    /** The window of a node of one of these operators. */
    public static Window window(Node node) {
        return window(node.attributes());
    }

    private static Window window(Attributes attributes) {
        if (attributes.integer("ceil_mode", 0) != 0 || attributes.integer("storage_order", 0) != 0) {
            throw new ShapeException("a pooling with ceil_mode or storage_order");
        }
        return Window.of(attributes, attributes.integers("kernel_shape"));
    }

    private static List<Operator.Output> inferMax(List<Value> inputs, Attributes attributes) {
        Shape shape = pooled(inputs.get(0).shape(), window(attributes));
        return List.of(new Operator.Output(inputs.get(0).type(), shape), new Operator.Output(ElementType.INT64, shape));
    }

    private static List<Operator.Output> inferAverage(List<Value> inputs, Attributes attributes) {
        Window window = window(attributes);
        if (window.dilations().stream().anyMatch(dilation -> dilation > 1)) {
            throw new ShapeException("an average pooling with dilations " + window.dilations());
        }
        return List.of(
                new Operator.Output(inputs.get(0).type(), pooled(inputs.get(0).shape(), window)));
    }

    private static Shape pooled(Shape x, Window window) {
        if (x.rank() != window.rank() + 2) {
            throw new ShapeException("a pooling of " + x + " by a kernel " + window.kernel());
        }
        List<Dim> dims = new ArrayList<>(x.dims().subList(0, 2));
        for (int axis = 0; axis < window.rank(); axis++) {
            if (!(x.dim(axis + 2) instanceof Dim.Fixed fixed)) {
                throw new ShapeException("a pooling of " + x + ", whose spatial axes have to be fixed");
            }
            long most = window.span(axis) - 1;
            long places = window.places(axis, fixed.size());
            if (places < 1
                    || window.padsBegin().get(axis) > most
                    || window.padsEnd().get(axis) > most) {
                throw new ShapeException("the pooling window of " + window + " does not fit " + x);
            }
            dims.add(new Dim.Fixed(places));
        }
        return new Shape(dims);
    }

    private static List<Operator.Output> inferUnpool(List<Value> inputs, Attributes attributes) {
        Value y = inputs.get(0);
        if (!y.shape().equals(inputs.get(1).shape())) {
            throw new ShapeException(
                    "elements " + y.shape() + " at places " + inputs.get(1).shape());
        }
        return List.of(new Operator.Output(y.type(), Sizes.shape(inputs.get(2))));
    }
}
