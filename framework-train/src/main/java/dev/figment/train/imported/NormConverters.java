package dev.figment.train.imported;

import dev.figment.train.graph.Activations;
import dev.figment.train.graph.Arithmetic;
import dev.figment.train.graph.LayerNorms;
import dev.figment.train.graph.Layout;
import dev.figment.train.graph.Normalizations;
import dev.figment.train.graph.Reductions;
import dev.figment.train.graph.Shape;
import dev.figment.train.graph.Value;
import java.util.Arrays;
import java.util.List;

/** Converters of normalizations. */
final class NormConverters {
    private static final float EPSILON = 1e-5f;

    private NormConverters() {}

    /** With the running mean and variance, also while the model is trained further. */
    static List<Value> batch(Call call) {
        if (call.integer("training_mode", 0) != 0) {
            throw new Unfit("batch normalization in training mode");
        }
        return List.of(Normalizations.byStatistics(
                call.value(0),
                call.value(1),
                call.value(2),
                call.value(3),
                call.value(4),
                call.number("epsilon", EPSILON)));
    }

    static List<Value> instance(Call call) {
        return List.of(Normalizations.byInstance(
                call.value(0), call.value(1), call.value(2), call.number("epsilon", EPSILON)));
    }

    static List<Value> layer(Call call) {
        Value x = call.value(0);
        int rank = x.shape().rank();
        int first = call.axis("axis", -1, rank);
        if (call.shape(1).equals(new Shape(x.shape().dims().subList(first, rank)))) {
            return new DirectConverter(LayerNorms.LAYER_NORMALIZATION).convert(call);
        }
        List<Long> axes = ReductionConverters.axes(first, rank);
        Value scaled = Arithmetic.mul(standardized(x, axes, call.number("epsilon", EPSILON)), call.value(1));
        return List.of(call.has(2) ? Arithmetic.add(scaled, call.value(2)) : scaled);
    }

    /** Without a mean (Zhang and Sennrich 2019). */
    static List<Value> rootMeanSquare(Call call) {
        Value x = call.value(0);
        int rank = x.shape().rank();
        int first = call.axis("axis", -1, rank);
        Value mean = Reductions.mean(Arithmetic.square(x), ReductionConverters.axes(first, rank), true);
        Value deviation = Activations.sqrt(Arithmetic.add(mean, call.number("epsilon", EPSILON)));
        return List.of(Arithmetic.mul(Arithmetic.div(x, deviation), call.value(1)));
    }

    /** With a scale for each channel, as operator set 21 has it (Wu and He 2018). */
    static List<Value> group(Call call) {
        Value x = call.value(0);
        long groups = call.integer("num_groups", 1);
        long channels = x.shape().size(1);
        if (call.shape(1).size(0) != channels) {
            throw new Unfit("a group norm with a scale for each group");
        }
        long samples = x.shape().size(0);
        long size = x.shape().count().orElseThrow(() -> new Unfit(x + " has no fixed size")) / (samples * groups);
        Value apart = Layout.reshape(x, Shape.of(samples, groups, size));
        Value normal = Layout.reshape(standardized(apart, List.of(2L), call.number("epsilon", EPSILON)), x.shape());
        return List.of(
                Arithmetic.add(Arithmetic.mul(normal, perChannel(call.value(1), x)), perChannel(call.value(2), x)));
    }

    /** [channels] as [channels, 1, …], to broadcast over samples and places. */
    private static Value perChannel(Value values, Value x) {
        long[] sizes = new long[x.shape().rank() - 1];
        Arrays.fill(sizes, 1);
        sizes[0] = values.shape().size(0);
        return Layout.reshape(values, Shape.of(sizes));
    }

    private static Value standardized(Value x, List<Long> axes, float epsilon) {
        Value centred = Arithmetic.sub(x, Reductions.mean(x, axes, true));
        Value variance = Reductions.mean(Arithmetic.square(centred), axes, true);
        return Arithmetic.div(centred, Activations.sqrt(Arithmetic.add(variance, epsilon)));
    }
}
