package dev.figment.train.gradient;

import dev.figment.train.graph.Arithmetic;
import dev.figment.train.graph.Node;
import dev.figment.train.graph.Padding;
import dev.figment.train.graph.Reductions;
import dev.figment.train.graph.Slicing;
import dev.figment.train.graph.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rules of {@link Padding}: what was added is taken off, and its gradient goes to where it was copied from. */
final class PaddingRules {
    private PaddingRules() {}

    static List<@Nullable Value> pad(Node node, Value g) {
        List<@Nullable Value> gradients =
                new ArrayList<>(Collections.nCopies(node.inputs().size(), null));
        List<Long> pads = node.input(1).constantIntegers();
        int rank = node.input(0).shape().rank();
        Padding.Mode mode = Padding.mode(node.attributes());
        if (mode == Padding.Mode.CONSTANT) {
            List<Long> negated = pads.stream().map(pad -> -pad).toList();
            gradients.set(
                    0,
                    Padding.pad(g, Padding.Mode.CONSTANT, negated.subList(0, rank), negated.subList(rank, 2 * rank)));
            return gradients;
        }
        Value folded = g;
        for (int axis = rank - 1; axis >= 0; axis--) {
            folded = fold(folded, mode, axis, pads.get(axis), pads.get(rank + axis));
        }
        gradients.set(0, folded);
        return gradients;
    }

    private static Value fold(Value g, Padding.Mode mode, int axis, long before, long after) {
        if (before == 0 && after == 0) {
            return g;
        }
        long size = g.shape().size(axis) - before - after;
        Value sum = Padding.zeros(g, axis, -before, -after);
        if (before > 0) {
            sum = Arithmetic.add(sum, copied(g, mode, axis, 0, before, size, true));
        }
        return after > 0 ? Arithmetic.add(sum, copied(g, mode, axis, before + size, after, size, false)) : sum;
    }

    /** The gradient of one border of {@code count} elements, where these were copied from. */
    private static Value copied(
            Value g, Padding.Mode mode, int axis, long start, long count, long size, boolean first) {
        boolean mirrored = mode == Padding.Mode.REFLECT;
        Value border = Slicing.slice(
                g,
                List.of(
                        mirrored
                                ? new Slicing.Range(axis, start + count - 1, -1, count)
                                : new Slicing.Range(axis, start, 1, count)));
        return switch (mode) {
            case REFLECT -> place(border, axis, first ? 1 : size - 1 - count, size);
            case WRAP -> place(border, axis, first ? size - count : 0, size);
            case EDGE -> place(Reductions.sum(border, List.of((long) axis), true), axis, first ? 0 : size - 1, size);
            case CONSTANT -> throw new IllegalStateException("a border of zeros is copied from nowhere");
        };
    }

    private static Value place(Value border, int axis, long begin, long size) {
        return Padding.zeros(border, axis, begin, size - begin - border.shape().size(axis));
    }
}
