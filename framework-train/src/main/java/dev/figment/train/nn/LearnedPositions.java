package dev.figment.train.nn;

import dev.figment.train.graph.Arithmetic;
import dev.figment.train.graph.Dim;
import dev.figment.train.graph.Fills;
import dev.figment.train.graph.Indexing;
import dev.figment.train.graph.Layout;
import dev.figment.train.graph.ShapeException;
import dev.figment.train.graph.Value;

/**
 * Adds a trained vector for each position: [samples, time, width] → the same shape (Radford et al. 2018). Parameter
 * {@code weight} [count, width].
 *
 * @param count the longest sequence
 */
public record LearnedPositions(long count, Init init) implements Layer {
    /** Normal with standard deviation 0.02 at first, as GPT (Radford et al. 2018, section 4.1). */
    public LearnedPositions(long count) {
        this(count, Init.normal(0.02));
    }

    @Override
    public Value apply(Scope scope, Value x) {
        if (x.shape().rank() != 3) {
            throw new ShapeException(scope.path() + ": positions of " + x.shape() + ", not [samples, time, width]");
        }
        Value weight = scope.parameter("weight", init, count, x.shape().size(-1));
        return Arithmetic.add(x, first(scope, weight, x));
    }

    /**
     * Adds the vectors of given positions.
     *
     * @param scope the place at which this itself stands
     * @param positions INT64 [samples, time]
     */
    public Value at(Scope scope, Value x, Value positions) {
        return scope.within(() -> {
            Value weight = scope.parameter("weight", init, count, x.shape().size(-1));
            return Arithmetic.add(x, Indexing.gather(weight, positions, 0));
        });
    }

    private Value first(Scope scope, Value weight, Value x) {
        if (!(x.shape().dim(1) instanceof Dim.Fixed time)) {
            return Indexing.gather(weight, Fills.indicesOf(x, 1), 0);
        }
        if (time.size() > count) {
            throw new ShapeException(
                    scope.path() + ": a sequence " + x.shape() + ", and there are " + count + " positions");
        }
        return time.size() == count ? weight : Layout.slice(weight, 0, 0, time.size());
    }
}
