package dev.figment.train.graph;

import dev.figment.api.ElementType;
import dev.figment.api.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Changes the spatial axes of [samples, channels, …]: by repetition, by interpolation, by exchange with channels. */
public final class Resampling {
    public static final Operator RESIZE = Operator.of("Resize", 3, Resampling::inferResize);
    public static final Operator DEPTH_TO_SPACE = Operator.of("DepthToSpace", 1, Resampling::inferDepthToSpace);
    public static final Operator SPACE_TO_DEPTH = Operator.of("SpaceToDepth", 1, Resampling::inferSpaceToDepth);

    /** Where DepthToSpace finds the channels that become a block. */
    public enum BlockOrder {
        /** Depth, column, row: channels of one place of the block are neighbours, as SpaceToDepth leaves them. */
        DCR,
        /** Column, row, depth: places of one channel are neighbours, as in sub-pixel convolution (Shi et al. 2016). */
        CRD
    }

    private Resampling() {}

    /** Each element of the spatial axes so many times, one number for each axis. */
    public static Value nearest(Value x, List<Long> factors) {
        Attributes attributes = new Attributes(
                Map.of("mode", "nearest", "coordinate_transformation_mode", "asymmetric", "nearest_mode", "floor"));
        return resize(x, factors, attributes);
    }

    /**
     * Linear interpolation between neighbours along each spatial axis.
     *
     * @param factors how many times as long each axis becomes
     * @param alignCorners whether the outermost elements' centres stay where they are, rather than their outer edges
     */
    public static Value linear(Value x, List<Long> factors, boolean alignCorners) {
        String coordinates = alignCorners ? "align_corners" : "half_pixel";
        return resize(x, factors, Attributes.of("mode", "linear", "coordinate_transformation_mode", coordinates));
    }

    /** Blocks of {@code size} × {@code size} from as many channels: [N, C, H, W] to [N, C / size², H · size, W · size]. */
    public static Value depthToSpace(Value x, long size, BlockOrder order) {
        Attributes attributes = Attributes.of("blocksize", size, "mode", order.name());
        return x.graph().apply(DEPTH_TO_SPACE, attributes, List.of(x));
    }

    /** Channels from blocks: [N, C, H, W] to [N, C · size², H / size, W / size], in the order {@link BlockOrder#DCR}. */
    public static Value spaceToDepth(Value x, long size) {
        return x.graph().apply(SPACE_TO_DEPTH, Attributes.of("blocksize", size), List.of(x));
    }

    /** By how much a node of {@link #RESIZE} makes each spatial axis longer. */
    public static List<Long> factors(Node resize) {
        return factors(resize.inputs());
    }

    private static Value resize(Value x, List<Long> factors, Attributes attributes) {
        Graph graph = x.graph();
        if (factors.stream().allMatch(factor -> factor == 1)) {
            return x;
        }
        float[] scales = new float[factors.size() + 2];
        scales[0] = 1;
        scales[1] = 1;
        for (int i = 0; i < factors.size(); i++) {
            scales[i + 2] = factors.get(i);
        }
        Value none = graph.constant("none", Tensor.allocate(ElementType.FLOAT32, 0));
        Value given = graph.constant("scales", Tensor.ofFloats(scales, scales.length));
        return graph.apply(RESIZE, attributes, List.of(x, none, given));
    }

    private static List<Long> factors(List<Value> inputs) {
        Tensor scales = inputs.get(0).graph().initializers().get(inputs.get(2).name());
        Shape shape = inputs.get(0).shape();
        if (scales == null || scales.count() != shape.rank() || shape.rank() < 3) {
            throw new ShapeException("a resizing of " + shape + " by " + inputs.get(2) + ", which has to be constant");
        }
        List<Long> factors = new ArrayList<>();
        for (int axis = 0; axis < shape.rank(); axis++) {
            float scale = scales.floats().get(axis);
            if (scale < 1 || scale != Math.rint(scale) || (axis < 2 && scale != 1)) {
                throw new ShapeException("a resizing of " + shape + " by " + scale + " along axis " + axis
                        + "; the spatial axes can be made a whole number of times as long");
            }
            if (axis >= 2) {
                factors.add((long) scale);
            }
        }
        return factors;
    }

    private static List<Operator.Output> inferResize(List<Value> inputs, Attributes attributes) {
        List<Long> factors = factors(inputs);
        Shape shape = inputs.get(0).shape();
        for (int i = 0; i < factors.size(); i++) {
            shape = shape.with(i + 2, new Dim.Fixed(fixed(shape, i + 2) * factors.get(i)));
        }
        return List.of(new Operator.Output(inputs.get(0).type(), shape));
    }

    private static List<Operator.Output> inferDepthToSpace(List<Value> inputs, Attributes attributes) {
        Shape shape = inputs.get(0).shape();
        long size = attributes.integer("blocksize", 0);
        if (size < 1 || shape.rank() != 4 || fixed(shape, 1) % (size * size) != 0) {
            throw new ShapeException("blocks of " + size + " × " + size + " from the channels of " + shape);
        }
        return List.of(new Operator.Output(
                inputs.get(0).type(),
                new Shape(List.of(
                        shape.dim(0),
                        new Dim.Fixed(fixed(shape, 1) / (size * size)),
                        new Dim.Fixed(fixed(shape, 2) * size),
                        new Dim.Fixed(fixed(shape, 3) * size)))));
    }

    private static List<Operator.Output> inferSpaceToDepth(List<Value> inputs, Attributes attributes) {
        Shape shape = inputs.get(0).shape();
        long size = attributes.integer("blocksize", 0);
        if (size < 1 || shape.rank() != 4 || fixed(shape, 2) % size != 0 || fixed(shape, 3) % size != 0) {
            throw new ShapeException("channels from blocks of " + size + " × " + size + " of " + shape);
        }
        return List.of(new Operator.Output(
                inputs.get(0).type(),
                new Shape(List.of(
                        shape.dim(0),
                        new Dim.Fixed(fixed(shape, 1) * size * size),
                        new Dim.Fixed(fixed(shape, 2) / size),
                        new Dim.Fixed(fixed(shape, 3) / size)))));
    }

    private static long fixed(Shape shape, int axis) {
        if (shape.dim(axis) instanceof Dim.Fixed fixed) {
            return fixed.size();
        }
        throw new ShapeException("axis " + axis + " of " + shape + " has to be fixed");
    }
}
