package dev.figment.train.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Normalization of each channel of [samples, channels, …] by a mean and a variance. */
public final class Normalizations {
    /**
     * ONNX's batch normalization. In training mode it gives, after the result, the mean and the (biased) variance of each
     * channel over everything else, since its momentum is 0.
     */
    public static final Operator BATCH = Operator.of("BatchNormalization", 5, Normalizations::inferBatch);

    /** By mean and variance of each channel of each sample. */
    public static final Operator INSTANCE = Operator.of("InstanceNormalization", 3, Normalizations::inferInstance);

    /**
     * What normalizing by a batch's own statistics gives.
     *
     * @param y of the input's shape
     * @param mean of each channel: [channels]
     * @param variance of each channel, biased: [channels]
     */
    public record Normalized(Value y, Value mean, Value variance) {}

    private Normalizations() {}

    /** {@code (x − mean) / √(variance + ε) · scale + bias}, all of them [channels]. */
    public static Value byStatistics(Value x, Value scale, Value bias, Value mean, Value variance, float epsilon) {
        return x.graph().apply(BATCH, Attributes.of("epsilon", epsilon), List.of(x, scale, bias, mean, variance));
    }

    /** As {@link #byStatistics}, by the mean and the variance of each channel over everything else (Ioffe and Szegedy 2015). */
    public static Normalized byBatch(Value x, Value scale, Value bias, float epsilon) {
        Value before = oneElementPerChannel(x);
        Attributes attributes = new Attributes(Map.of("epsilon", epsilon, "momentum", 0f, "training_mode", 1L));
        List<Value> outputs = x.graph()
                .node(BATCH, attributes, List.of(x, scale, bias, before, Activations.neg(before)))
                .outputs();
        return new Normalized(outputs.get(0), outputs.get(1), outputs.get(2));
    }

    /**
     * As {@link #byStatistics}, by the mean and the variance of each channel of each sample (Ulyanov et al. 2016). The number
     * of samples may be open.
     */
    public static Value byInstance(Value x, Value scale, Value bias, float epsilon) {
        return x.graph().apply(INSTANCE, Attributes.of("epsilon", epsilon), List.of(x, scale, bias));
    }

    /**
     * What stands for the statistics before the batch, which do not count with a momentum of 0. ONNX Runtime 1.29 writes the
     * new ones into the buffers of the old ones, so these have to be two that are new in each run: not constants, not inputs.
     */
    private static Value oneElementPerChannel(Value x) {
        Shape shape = x.shape();
        List<Slicing.Range> first = new ArrayList<>();
        for (int axis = 0; axis < shape.rank(); axis++) {
            if (axis != 1 && shape.size(axis) > 1) {
                first.add(new Slicing.Range(axis, 0, 1, 1));
            }
        }
        return Layout.reshape(Slicing.slice(x, first), new Shape(List.of(shape.dim(1))));
    }

    /** The epsilon of a node. */
    public static float epsilon(Node node) {
        return node.attributes().number("epsilon", 1e-5f);
    }

    /** Whether a node of {@link #BATCH} takes the statistics from its input. */
    public static boolean isTraining(Attributes attributes) {
        return attributes.integer("training_mode", 0) != 0;
    }

    private static List<Operator.Output> inferBatch(List<Value> inputs, Attributes attributes) {
        requireChannels(inputs);
        Operator.Output y = Operator.like(inputs.get(0));
        if (!isTraining(attributes)) {
            return List.of(y);
        }
        if (attributes.number("momentum", 0.9f) != 0) {
            throw new ShapeException("a batch normalization for training whose momentum is not 0");
        }
        Operator.Output statistics = Operator.like(inputs.get(3));
        return List.of(y, statistics, statistics);
    }

    private static List<Operator.Output> inferInstance(List<Value> inputs, Attributes attributes) {
        requireChannels(inputs);
        if (inputs.get(0).shape().rank() < 3) {
            throw new ShapeException(
                    "an instance normalization of " + inputs.get(0).shape());
        }
        return List.of(Operator.like(inputs.get(0)));
    }

    private static void requireChannels(List<Value> inputs) {
        Shape x = inputs.get(0).shape();
        for (Value input : inputs.subList(1, inputs.size())) {
            if (x.rank() < 2 || !input.shape().equals(new Shape(List.of(x.dim(1))))) {
                throw new ShapeException(input.shape() + " does not fit the channels of " + x);
            }
        }
    }
}
