package dev.figment.train.nn;

import dev.figment.train.graph.Reductions;
import dev.figment.train.graph.Value;
import java.util.stream.LongStream;

/** The mean of each channel: [samples, channels, …] → [samples, channels]. */
public record GlobalAveragePool() implements Layer {
    @Override
    public Value apply(Scope scope, Value x) {
        return Reductions.mean(x, LongStream.range(2, x.shape().rank()).boxed().toList(), false);
    }
}
