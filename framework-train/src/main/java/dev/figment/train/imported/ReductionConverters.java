package dev.figment.train.imported;

import dev.figment.train.graph.Reductions;
import dev.figment.train.graph.Value;
import java.util.List;
import java.util.stream.LongStream;

/** Converters of reductions over axes. */
final class ReductionConverters {
    private ReductionConverters() {}

    /** The mean over everything but samples and channels. */
    static List<Value> globalAverage(Call call) {
        Value x = call.value(0);
        return List.of(Reductions.mean(x, axes(2, x.shape().rank()), true));
    }

    static List<Long> axes(int from, int to) {
        return LongStream.range(from, to).boxed().toList();
    }
}
