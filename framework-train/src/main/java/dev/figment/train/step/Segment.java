package dev.figment.train.step;

import dev.figment.train.graph.Shape;
import dev.figment.train.optim.Optimizer;
import java.util.List;

/**
 * A part of the flat vectors that is updated by one chain of nodes: one large parameter, or several small ones with their
 * padding.
 *
 * @param name of the vector in the graph; that of the parameter where there is one only
 * @param shape of the parameter where there is one only, else [length]
 * @param offset of its first element in the flat vectors
 * @param length in elements, padding included where there are several parameters
 */
record Segment(String name, Shape shape, Optimizer optimizer, List<Slice> slices, long offset, long length) {
    /**
     * Where a parameter lies.
     *
     * @param offset in the flat vectors
     */
    record Slice(String path, Shape shape, long offset) {
        long count() {
            return shape.count().orElseThrow();
        }
    }

    Segment {
        slices = List.copyOf(slices);
    }

    boolean isSingle() {
        return slices.size() == 1;
    }
}
