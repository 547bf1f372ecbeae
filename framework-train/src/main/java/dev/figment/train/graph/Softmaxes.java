package dev.figment.train.graph;

import java.util.List;

/** Softmax and its logarithm along one axis. */
public final class Softmaxes {
    public static final Operator SOFTMAX = Operator.of("Softmax", 1, Softmaxes::infer);
    public static final Operator LOG_SOFTMAX = Operator.of("LogSoftmax", 1, Softmaxes::infer);

    private Softmaxes() {}

    /** Along an axis, which counts from the last where negative. */
    public static Value softmax(Value x, int axis) {
        return apply(SOFTMAX, x, axis);
    }

    /** The logarithm of {@link #softmax}, without its underflow. */
    public static Value logSoftmax(Value x, int axis) {
        return apply(LOG_SOFTMAX, x, axis);
    }

    private static Value apply(Operator operator, Value x, int axis) {
        return x.graph().apply(operator, Attributes.of("axis", (long) axis), List.of(x));
    }

    private static List<Operator.Output> infer(List<Value> inputs, Attributes attributes) {
        inputs.get(0).shape().axis(attributes.integer("axis", -1));
        return List.of(Operator.like(inputs.get(0)));
    }
}
