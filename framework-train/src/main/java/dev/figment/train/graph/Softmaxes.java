package dev.figment.train.graph;

import java.util.List;

/** Softmax and its logarithm along one axis. */
public final class Softmaxes {
    public static final Operator SOFTMAX = Operator.elementwise("Softmax");
    public static final Operator LOG_SOFTMAX = Operator.elementwise("LogSoftmax");

    private Softmaxes() {}

    /** Along an axis, which counts from 0. */
    public static Value softmax(Value x, int axis) {
        return apply(SOFTMAX, x, axis);
    }

    /** The logarithm of {@link #softmax}, without its underflow. */
    public static Value logSoftmax(Value x, int axis) {
        return apply(LOG_SOFTMAX, x, axis);
    }

    private static Value apply(Operator operator, Value x, int axis) {
        if (axis < 0 || axis >= x.shape().rank()) {
            throw new ShapeException(operator + " along axis " + axis + " of " + x);
        }
        return x.graph().apply(operator, Attributes.of("axis", (long) axis), List.of(x));
    }
}
