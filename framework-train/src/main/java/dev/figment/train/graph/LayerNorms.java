package dev.figment.train.graph;

import dev.figment.api.ElementType;
import java.util.ArrayList;
import java.util.List;

/** Normalization of each sample over its last axes (Ba et al. 2016), and without a mean (Zhang and Sennrich 2019). */
public final class LayerNorms {
    /** Gives the normalized value, the mean, and one over the standard deviation. */
    public static final Operator LAYER_NORMALIZATION = new Operator("LayerNormalization", 2, 3, 1, LayerNorms::infer);

    private LayerNorms() {}

    /**
     * {@code (x - mean) / √(variance + ε) · scale + bias}, over the last axes, as many as the scale has.
     *
     * @throws ShapeException if the scale's or the bias' shape is not that of the last axes
     */
    public static Value layerNorm(Value x, Value scale, Value bias, float epsilon) {
        Attributes attributes = Attributes.of("axis", (long) -scale.shape().rank(), "epsilon", epsilon);
        return x.graph().apply(LAYER_NORMALIZATION, attributes, List.of(x, scale, bias));
    }

    /**
     * The same made of other operators, over the last axis: ONNX Runtime 1.29 computes it on CPU in a third of the time, and
     * so with its gradient, since the operator takes one element at a time. On other devices the operator is one kernel.
     */
    public static Value composedLayerNorm(Value x, Value scale, Value bias, float epsilon) {
        long last = x.shape().rank() - 1L;
        Value centred = Arithmetic.sub(x, Reductions.mean(x, List.of(last), true));
        Value inverse = inverseRoot(centred, epsilon);
        return Arithmetic.add(Arithmetic.mul(Arithmetic.mul(centred, inverse), scale), bias);
    }

    /** {@code x / √(mean of x² + ε) · scale}, over the last axis. */
    public static Value rmsNorm(Value x, Value scale, float epsilon) {
        return Arithmetic.mul(Arithmetic.mul(x, inverseRoot(x, epsilon)), scale);
    }

    /** 1 / √(mean of x² + ε). */
    private static Value inverseRoot(Value x, float epsilon) {
        long last = x.shape().rank() - 1L;
        float width = x.shape().size(-1);
        Value mean = Arithmetic.mul(Reductions.sumSquare(x, List.of(last), true), 1 / width);
        return Activations.reciprocal(Activations.sqrt(Arithmetic.add(mean, epsilon)));
    }

    /** The axes that a node normalizes over. */
    public static List<Long> axes(Node node) {
        Shape shape = node.input(0).shape();
        List<Long> axes = new ArrayList<>();
        for (long axis = shape.axis(node.attributes().integer("axis", -1)); axis < shape.rank(); axis++) {
            axes.add(axis);
        }
        return axes;
    }

    private static List<Operator.Output> infer(List<Value> inputs, Attributes attributes) {
        Value x = inputs.get(0);
        int first = x.shape().axis(attributes.integer("axis", -1));
        Shape normalized = new Shape(x.shape().dims().subList(first, x.shape().rank()));
        for (Value factor : inputs.subList(1, inputs.size())) {
            if (!factor.shape().equals(normalized) || factor.type() != x.type()) {
                throw new ShapeException(
                        "a layer norm of " + x + " from axis " + first + " on with scale or bias " + factor);
            }
        }
        Shape moments = x.shape();
        for (int axis = first; axis < x.shape().rank(); axis++) {
            moments = moments.with(axis, new Dim.Fixed(1));
        }
        Operator.Output moment = new Operator.Output(ElementType.FLOAT32, moments);
        return List.of(Operator.like(x), moment, moment);
    }
}
