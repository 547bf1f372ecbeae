package dev.figment.train.nn;

import dev.figment.api.ElementType;
import dev.figment.api.Tensor;
import dev.figment.train.graph.Arithmetic;
import dev.figment.train.graph.Axes;
import dev.figment.train.graph.Comparisons;
import dev.figment.train.graph.Dim;
import dev.figment.train.graph.Fills;
import dev.figment.train.graph.Graph;
import dev.figment.train.graph.Value;
import java.util.List;

/** What is added to attention scores [time, time]: 0 on and below the diagonal, minus infinity above it. */
final class CausalMask {
    private CausalMask() {}

    /**
     * One for all layers of a graph.
     *
     * @param keys [samples, heads, …, time, each]
     * @param times how often the mask is repeated: [times × time, time]
     */
    static Value of(Value keys, long times) {
        Graph graph = keys.graph();
        int axis = keys.shape().rank() - 2;
        Dim time = keys.shape().dim(axis);
        return graph.once(
                List.of("causal-mask", time, times),
                () -> time instanceof Dim.Fixed fixed
                        ? graph.constant("causal-mask", mask((int) fixed.size(), (int) times))
                        : open(keys, axis));
    }

    private static Tensor mask(int time, int times) {
        Tensor mask = Tensor.allocate(ElementType.FLOAT32, (long) times * time, time);
        for (int row = 0; row < times * time; row++) {
            for (int column = row % time + 1; column < time; column++) {
                mask.floats().put(row * time + column, Float.NEGATIVE_INFINITY);
            }
        }
        return mask;
    }

    private static Value open(Value keys, int axis) {
        Value index = Fills.indicesOf(keys, axis);
        Value seen = Comparisons.lessOrEqual(Axes.unsqueeze(index, 0), Axes.unsqueeze(index, 1));
        Graph graph = keys.graph();
        return Arithmetic.where(seen, graph.scalar(0), graph.scalar(Float.NEGATIVE_INFINITY));
    }
}
