package dev.figment.train.graph;

import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/** Takes a part of some axes: every so many elements, in order or from the last to the first. */
public final class Slicing {
    public static final Operator SLICE = new Operator("Slice", 3, 5, Slicing::infer);

    /** What a slice takes of an axis: {@code count} elements, from {@code start} on, {@code step} apart. */
    public record Range(int axis, long start, long step, long count) {}

    private Slicing() {}

    /**
     * The last elements of an axis, as many as are asked for when the graph runs, or all where that is 0. For inference alone; it
     * has no gradient.
     *
     * @param count INT64, one element
     * @param size the name of the axis then
     */
    public static Value last(Value x, int axis, Value count, Dim size) {
        Graph graph = x.graph();
        Value start = Layout.reshape(Activations.neg(count), Shape.of(1));
        List<String> inputs = List.of("data", "starts", "ends", "axes");
        NodeProto node = NodeProto.newBuilder()
                .setOpType(SLICE.name())
                .setName(SLICE.name())
                .addAllInput(inputs)
                .addOutput("output")
                .build();
        Foreign foreign = new Foreign(
                SLICE.name(), SLICE.name(), List.of(node), inputs, List.of("output"), Map.of("", OnnxWriter.OPSET));
        Operator.Output output = new Operator.Output(x.type(), x.shape().with(axis, size));
        List<Value> operands =
                List.of(x, start, graph.integers(List.of(Long.MAX_VALUE)), graph.integers(List.of((long) axis)));
        return graph.foreign(foreign, operands, List.of(output)).output();
    }

    /** These ranges of a value, each of another axis. */
    public static Value slice(Value x, List<Range> ranges) {
        Graph graph = x.graph();
        return graph.apply(
                SLICE,
                Attributes.NONE,
                List.of(
                        x,
                        graph.integers(ranges.stream().map(Range::start).toList()),
                        graph.integers(ranges.stream().map(Slicing::end).toList()),
                        graph.integers(ranges.stream()
                                .map(range -> (long) range.axis())
                                .toList()),
                        graph.integers(ranges.stream().map(Range::step).toList())));
    }

    /** The elements of these axes in the opposite order. */
    public static Value flip(Value x, List<Integer> axes) {
        return slice(
                x,
                axes.stream()
                        .map(axis -> new Range(
                                axis, x.shape().size(axis) - 1, -1, x.shape().size(axis)))
                        .toList());
    }

    /** What a node of the operator takes. */
    public static List<Range> ranges(Node slice) {
        return ranges(slice.inputs());
    }

    /** The first index that is not taken; -1 is written as a number below any axis, since ONNX counts it from the end. */
    private static long end(Range range) {
        long end = range.start() + range.step() * range.count();
        return end < 0 ? Long.MIN_VALUE : end;
    }

    private static List<Operator.Output> infer(List<Value> inputs, Attributes attributes) {
        Shape shape = inputs.get(0).shape();
        for (Range range : ranges(inputs)) {
            shape = shape.with(range.axis(), new Dim.Fixed(range.count()));
        }
        return List.of(new Operator.Output(inputs.get(0).type(), shape));
    }

    private static List<Range> ranges(List<Value> inputs) {
        Shape shape = inputs.get(0).shape();
        List<Long> starts = inputs.get(1).constantIntegers();
        List<Long> ends = inputs.get(2).constantIntegers();
        List<Long> axes = inputs.size() > 3
                ? inputs.get(3).constantIntegers()
                : LongStream.range(0, starts.size()).boxed().toList();
        List<Range> ranges = new ArrayList<>();
        for (int i = 0; i < axes.size(); i++) {
            long step = inputs.size() > 4 ? inputs.get(4).constantIntegers().get(i) : 1;
            long axis = axes.get(i) < 0 ? axes.get(i) + shape.rank() : axes.get(i);
            if (axis < 0 || axis >= shape.rank() || step == 0 || starts.size() != axes.size()) {
                throw new ShapeException("a slice of axis " + axes.get(i) + " of " + shape + " by steps of " + step);
            }
            if (starts.get(i) == 0 && ends.get(i) == Long.MAX_VALUE && step == 1) {
                continue;
            }
            if (!(shape.dim((int) axis) instanceof Dim.Fixed fixed)) {
                throw new ShapeException("a slice of axis " + axis + " of " + shape + ", which has to be fixed");
            }
            ranges.add(range((int) axis, starts.get(i), ends.get(i), step, fixed.size()));
        }
        return ranges;
    }

    /**
     * The range of an axis that ONNX means by these numbers: it counts negative indices from the end, and bounds what lies
     * outside.
     */
    public static Range range(int axis, long start, long end, long step, long size) {
        long from = start < 0 ? start + size : start;
        long to = end < 0 && end >= -size ? end + size : end;
        if (step > 0) {
            from = Math.min(Math.max(from, 0), size);
            to = Math.min(Math.max(to, 0), size);
            return new Range(axis, from, step, Math.max(0, (to - from + step - 1) / step));
        }
        from = Math.min(Math.max(from, 0), size - 1);
        to = Math.min(Math.max(to, -1), size - 1);
        return new Range(axis, from, step, Math.max(0, (from - to - step - 1) / -step));
    }
}
