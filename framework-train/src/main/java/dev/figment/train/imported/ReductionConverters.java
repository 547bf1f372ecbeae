package dev.figment.train.imported;

import dev.figment.train.graph.Activations;
import dev.figment.train.graph.Arithmetic;
import dev.figment.train.graph.Reductions;
import dev.figment.train.graph.Value;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;

/** Converters of reductions over axes. */
final class ReductionConverters {
    private ReductionConverters() {}

    private interface Reduction {
        Value apply(Value x, List<Long> axes, boolean keep);
    }

    static List<Value> sum(Call call) {
        return reduce(call, x -> x, Reductions::sum);
    }

    static List<Value> mean(Call call) {
        return reduce(call, x -> x, Reductions::mean);
    }

    static List<Value> sumOfSquares(Call call) {
        return reduce(call, Arithmetic::square, Reductions::sum);
    }

    /** √Σx². */
    static List<Value> norm(Call call) {
        return List.of(Activations.sqrt(sumOfSquares(call).get(0)));
    }

    /** The mean over everything but samples and channels. */
    static List<Value> globalAverage(Call call) {
        Value x = call.value(0);
        return List.of(Reductions.mean(x, axes(2, x.shape().rank()), true));
    }

    static List<Long> axes(int from, int to) {
        return LongStream.range(from, to).boxed().toList();
    }

    private static List<Value> reduce(Call call, UnaryOperator<Value> before, Reduction reduction) {
        Value x = call.value(0);
        int rank = x.shape().rank();
        List<Long> axes = call.has(1)
                ? call.integers(1).stream()
                        .map(axis -> (long) Call.axis(axis, rank))
                        .sorted()
                        .toList()
                : List.of();
        if (axes.isEmpty() && call.integer("noop_with_empty_axes", 0) == 0) {
            axes = axes(0, rank);
        }
        return List.of(reduction.apply(before.apply(x), axes, call.integer("keepdims", 1) != 0));
    }
}
