package dev.figment.train.graph;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** Puts elements around a value, or takes them off. */
public final class Padding {
    public static final Operator PAD = new Operator("Pad", 2, 3, Padding::infer);

    /** What stands in the new places. */
    public enum Mode {
        /** Zeros. */
        CONSTANT,
        /** The value mirrored at its first and last element, which are not repeated. */
        REFLECT,
        /** The first and the last element again. */
        EDGE,
        /** The other end of the value. */
        WRAP;

        String onnx() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private Padding() {}

    /**
     * So many elements more before and after, one number for each axis; a negative number takes elements off.
     *
     * @throws ShapeException if less than nothing would be left, or a mode other than CONSTANT is to take elements off or
     *     add more than the value can give
     */
    public static Value pad(Value x, Mode mode, List<Long> begin, List<Long> end) {
        List<Long> pads = new ArrayList<>(begin);
        pads.addAll(end);
        if (pads.stream().allMatch(pad -> pad == 0)) {
            return x;
        }
        return x.graph()
                .apply(
                        PAD,
                        Attributes.of("mode", mode.onnx()),
                        List.of(x, x.graph().integers(pads)));
    }

    /** Zeros before and after along one axis. */
    public static Value zeros(Value x, int axis, long begin, long end) {
        return pad(x, Mode.CONSTANT, at(x, axis, begin), at(x, axis, end));
    }

    /** The mode of a node. */
    public static Mode mode(Attributes attributes) {
        String mode = attributes.string("mode", Mode.CONSTANT.onnx());
        for (Mode candidate : Mode.values()) {
            if (candidate.onnx().equals(mode)) {
                return candidate;
            }
        }
        throw new ShapeException("the padding mode " + mode);
    }

    private static List<Long> at(Value x, int axis, long pad) {
        List<Long> pads = new ArrayList<>(Collections.nCopies(x.shape().rank(), 0L));
        pads.set(axis, pad);
        return pads;
    }

    private static List<Operator.Output> infer(List<Value> inputs, Attributes attributes) {
        Shape shape = inputs.get(0).shape();
        List<Long> pads = inputs.get(1).constantIntegers();
        Mode mode = mode(attributes);
        int rank = shape.rank();
        if (pads.size() != 2 * rank) {
            throw new ShapeException("pads " + pads + " of " + shape);
        }
        for (int axis = 0; axis < rank; axis++) {
            long before = pads.get(axis);
            long after = pads.get(rank + axis);
            if (before == 0 && after == 0) {
                continue;
            }
            if (!(shape.dim(axis) instanceof Dim.Fixed fixed)) {
                throw new ShapeException("pads of axis " + axis + " of " + shape + ", which has to be fixed");
            }
            long most = mode == Mode.REFLECT ? fixed.size() - 1 : fixed.size();
            boolean given = mode == Mode.CONSTANT
                    || (Math.min(before, after) >= 0 && (mode == Mode.EDGE || Math.max(before, after) <= most));
            if (!given || fixed.size() + before + after < 0) {
                throw new ShapeException(
                        "pads " + before + " and " + after + " (" + mode.onnx() + ") of axis " + axis + " of " + shape);
            }
            shape = shape.with(axis, new Dim.Fixed(fixed.size() + before + after));
        }
        return List.of(new Operator.Output(inputs.get(0).type(), shape));
    }
}
