package dev.figment.train.imported;

import dev.figment.train.graph.Activations;
import dev.figment.train.graph.Arithmetic;
import dev.figment.train.graph.LayerNorms;
import dev.figment.train.graph.Normalizations;
import dev.figment.train.graph.Reductions;
import dev.figment.train.graph.Shape;
import dev.figment.train.graph.Value;
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

    private static Value standardized(Value x, List<Long> axes, float epsilon) {
        Value centred = Arithmetic.sub(x, Reductions.mean(x, axes, true));
        Value variance = Reductions.mean(Arithmetic.square(centred), axes, true);
        return Arithmetic.div(centred, Activations.sqrt(Arithmetic.add(variance, epsilon)));
    }
}
