package dev.figment.train.gradient;

import dev.figment.train.graph.Dim;
import dev.figment.train.graph.Layout;
import dev.figment.train.graph.Node;
import dev.figment.train.graph.Padding;
import dev.figment.train.graph.Shape;
import dev.figment.train.graph.Slicing;
import dev.figment.train.graph.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rules of {@link Slicing}: zeros where nothing was taken. */
final class SlicingRules {
    private SlicingRules() {}

    static List<@Nullable Value> slice(Node node, Value g) {
        List<@Nullable Value> gradients =
                new ArrayList<>(Collections.nCopies(node.inputs().size(), null));
        List<Slicing.Range> ranges = Slicing.ranges(node);
        List<Integer> backwards = ranges.stream()
                .filter(range -> range.step() < 0)
                .map(Slicing.Range::axis)
                .toList();
        Value forwards = backwards.isEmpty() ? g : Slicing.flip(g, backwards);
        gradients.set(0, place(forwards, ranges, node.input(0).shape()));
        return gradients;
    }

    /** Each element where it was taken from. */
    private static Value place(Value g, List<Slicing.Range> ranges, Shape whole) {
        List<Long> begin = new ArrayList<>(Collections.nCopies(whole.rank(), 0L));
        List<Long> end = new ArrayList<>(begin);
        Value spread = g;
        for (Slicing.Range range : ranges) {
            long step = Math.abs(range.step());
            long first = range.step() > 0 ? range.start() : range.start() - step * (range.count() - 1);
            spread = spread(spread, range.axis(), step);
            begin.set(range.axis(), first);
            end.set(range.axis(), whole.size(range.axis()) - first - step * range.count());
        }
        return Padding.pad(spread, Padding.Mode.CONSTANT, begin, end);
    }

    /** Each element of an axis followed by {@code step - 1} zeros. */
    private static Value spread(Value x, int axis, long step) {
        if (step == 1) {
            return x;
        }
        List<Dim> columns = new ArrayList<>(x.shape().dims());
        columns.add(axis + 1, new Dim.Fixed(1));
        Value filled = Padding.zeros(Layout.reshape(x, new Shape(columns)), axis + 1, 0, step - 1);
        return Layout.reshape(
                filled, x.shape().with(axis, new Dim.Fixed(x.shape().size(axis) * step)));
    }
}
