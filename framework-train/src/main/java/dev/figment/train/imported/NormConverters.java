package dev.figment.train.imported;

import dev.figment.train.graph.Activations;
import dev.figment.train.graph.Arithmetic;
import dev.figment.train.graph.Layout;
import dev.figment.train.graph.Reductions;
import dev.figment.train.graph.Shape;
import dev.figment.train.graph.Value;
import java.util.Arrays;
import java.util.List;

/** Converters of normalizations, made of what they are defined by. */
final class NormConverters {
    private static final float EPSILON = 1e-5f;

    private NormConverters() {}

    /** With the running mean and variance, also while the model is trained further. */
    static List<Value> batch(Call call) {
        if (call.integer("training_mode", 0) != 0) {
            throw new Unfit("batch normalization in training mode");
        }
        Value x = call.value(0);
        Value deviation = Activations.sqrt(Arithmetic.add(call.value(4), call.number("epsilon", EPSILON)));
        Value factor = Arithmetic.div(call.value(1), deviation);
        Value shift = Arithmetic.sub(call.value(2), Arithmetic.mul(call.value(3), factor));
        return List.of(Arithmetic.add(Arithmetic.mul(x, perChannel(factor, x)), perChannel(shift, x)));
    }

    static List<Value> instance(Call call) {
        Value x = call.value(0);
        List<Long> axes = ReductionConverters.axes(2, x.shape().rank());
        Value normal = standardized(x, axes, call.number("epsilon", EPSILON));
        return List.of(
                Arithmetic.add(Arithmetic.mul(normal, perChannel(call.value(1), x)), perChannel(call.value(2), x)));
    }

    static List<Value> layer(Call call) {
        Value x = call.value(0);
        int rank = x.shape().rank();
        List<Long> axes = ReductionConverters.axes(call.axis("axis", -1, rank), rank);
        Value scaled = Arithmetic.mul(standardized(x, axes, call.number("epsilon", EPSILON)), call.value(1));
        return List.of(call.has(2) ? Arithmetic.add(scaled, call.value(2)) : scaled);
    }

    private static Value standardized(Value x, List<Long> axes, float epsilon) {
        Value centred = Arithmetic.sub(x, Reductions.mean(x, axes, true));
        Value variance = Reductions.mean(Arithmetic.square(centred), axes, true);
        return Arithmetic.div(centred, Activations.sqrt(Arithmetic.add(variance, epsilon)));
    }

    /** [channels] as [channels, 1, …], to broadcast over samples and places. */
    private static Value perChannel(Value values, Value x) {
        long[] sizes = new long[Math.max(1, x.shape().rank() - 1)];
        Arrays.fill(sizes, 1);
        sizes[0] = values.shape().size(0);
        return Layout.reshape(values, Shape.of(sizes));
    }
}
