package dev.figment.train.imported;

import dev.figment.train.graph.Attributes;
import dev.figment.train.graph.Dim;
import dev.figment.train.graph.Layout;
import dev.figment.train.graph.Shape;
import dev.figment.train.graph.Slicing;
import dev.figment.train.graph.Splitting;
import dev.figment.train.graph.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.LongStream;

/** Converters of operators that move and reshape elements. */
final class LayoutConverters {
    private LayoutConverters() {}

    static List<Value> reshape(Call call) {
        Value x = call.value(0);
        List<Long> asked = call.integers(1);
        boolean zeros = call.integer("allowzero", 0) != 0;
        long[] sizes = new long[asked.size()];
        int open = -1;
        long product = 1;
        for (int axis = 0; axis < sizes.length; axis++) {
            sizes[axis] = asked.get(axis) == 0 && !zeros ? x.shape().size(axis) : asked.get(axis);
            if (sizes[axis] < 0) {
                open = axis;
            } else {
                product *= sizes[axis];
            }
        }
        if (open >= 0) {
            if (product == 0) {
                throw new Unfit("an open size beside a size of 0");
            }
            sizes[open] = count(x) / product;
        }
        return List.of(Layout.reshape(x, Shape.of(sizes)));
    }

    static List<Value> flatten(Call call) {
        Value x = call.value(0);
        int rank = x.shape().rank();
        long axis = call.integer("axis", 1);
        int split = (int) (axis < 0 ? axis + rank : axis);
        long rows = 1;
        for (int i = 0; i < split; i++) {
            rows *= x.shape().size(i);
        }
        long columns = 1;
        for (int i = split; i < rank; i++) {
            columns *= x.shape().size(i);
        }
        return List.of(Layout.reshape(x, Shape.of(rows, columns)));
    }

    static List<Value> squeeze(Call call) {
        Value x = call.value(0);
        int rank = x.shape().rank();
        List<Integer> axes = new ArrayList<>();
        if (call.has(1)) {
            call.integers(1).forEach(axis -> axes.add(Call.axis(axis, rank)));
        }
        List<Dim> dims = new ArrayList<>();
        for (int axis = 0; axis < rank; axis++) {
            boolean goes = call.has(1) ? axes.contains(axis) : x.shape().size(axis) == 1;
            if (!goes) {
                dims.add(x.shape().dim(axis));
            }
        }
        return List.of(Layout.reshape(x, new Shape(dims)));
    }

    static List<Value> unsqueeze(Call call) {
        Value x = call.value(0);
        List<Long> axes = call.integers(1);
        int rank = x.shape().rank() + axes.size();
        List<Integer> added = axes.stream().map(axis -> Call.axis(axis, rank)).toList();
        List<Dim> dims = new ArrayList<>();
        int from = 0;
        for (int axis = 0; axis < rank; axis++) {
            dims.add(added.contains(axis) ? new Dim.Fixed(1) : x.shape().dim(from++));
        }
        return List.of(Layout.reshape(x, new Shape(dims)));
    }

    static List<Value> expand(Call call) {
        Value x = call.value(0);
        List<Long> sizes = call.integers(1);
        return List.of(x.graph()
                .apply(Layout.EXPAND, Attributes.NONE, List.of(x, x.graph().integers(sizes))));
    }

    static List<Value> transpose(Call call) {
        Value x = call.value(0);
        List<Long> order = new ArrayList<>(call.integers("perm"));
        if (!call.has("perm")) {
            LongStream.range(0, x.shape().rank()).forEach(order::add);
            Collections.reverse(order);
        }
        return List.of(
                Layout.transpose(x, order.stream().mapToLong(Long::longValue).toArray()));
    }

    static List<Value> concat(Call call) {
        List<Value> values = call.values();
        return List.of(
                Layout.concat(values, call.axis("axis", 0, values.get(0).shape().rank())));
    }

    static List<Value> slice(Call call) {
        Value x = call.value(0);
        int rank = x.shape().rank();
        List<Long> starts = call.integers(1);
        List<Long> ends = call.integers(2);
        List<Long> axes = call.has(3)
                ? call.integers(3)
                : LongStream.range(0, starts.size()).boxed().toList();
        List<Long> steps = call.has(4) ? call.integers(4) : Collections.nCopies(starts.size(), 1L);
        List<Slicing.Range> ranges = new ArrayList<>();
        for (int i = 0; i < starts.size(); i++) {
            int axis = Call.axis(axes.get(i), rank);
            Slicing.Range range = Slicing.range(
                    axis, starts.get(i), ends.get(i), steps.get(i), x.shape().size(axis));
            if (range.step() != 1 || range.count() != x.shape().size(axis)) {
                ranges.add(range);
            }
        }
        return List.of(ranges.isEmpty() ? x : Slicing.slice(x, ranges));
    }

    static List<Value> split(Call call) {
        Value x = call.value(0);
        int axis = call.axis("axis", 0, x.shape().rank());
        long size = x.shape().size(axis);
        int parts = call.outputs().size();
        List<Long> sizes = new ArrayList<>();
        if (call.has(1)) {
            sizes.addAll(call.integers(1));
        } else {
            long chunk = (size + parts - 1) / parts;
            for (long start = 0; start < size; start += chunk) {
                sizes.add(Math.min(chunk, size - start));
            }
        }
        return Splitting.split(
                x, axis, sizes.stream().mapToLong(Long::longValue).toArray());
    }

    private static long count(Value x) {
        return x.shape().count().orElseThrow(() -> new Unfit(x + " has no fixed size"));
    }
}
