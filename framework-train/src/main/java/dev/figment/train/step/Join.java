package dev.figment.train.step;

import static java.util.Objects.requireNonNull;

import dev.figment.api.ElementType;
import dev.figment.api.Tensor;
import dev.figment.train.graph.Graph;
import dev.figment.train.graph.Layout;
import dev.figment.train.graph.Shape;
import dev.figment.train.graph.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Joins gradients into the vectors of segments, with zeros between them. */
final class Join {
    private final Graph graph;
    private final Map<Long, Value> paddings = new HashMap<>();

    private Join(Graph graph) {
        this.graph = graph;
    }

    static Map<Segment, Value> bySegment(FlatLayout layout, Map<String, Value> byPath) {
        Join join = new Join(byPath.values().iterator().next().graph());
        Map<Segment, Value> joined = new LinkedHashMap<>();
        for (Segment segment : layout.segments()) {
            joined.put(segment, join.of(segment, byPath));
        }
        return joined;
    }

    private Value of(Segment segment, Map<String, Value> byPath) {
        if (segment.isSingle()) {
            return requireNonNull(byPath.get(segment.name()));
        }
        List<Value> parts = new ArrayList<>();
        long at = segment.offset();
        for (Segment.Slice slice : segment.slices()) {
            pad(slice.offset() - at, parts);
            parts.add(Layout.reshape(requireNonNull(byPath.get(slice.path())), Shape.of(slice.count())));
            at = slice.offset() + slice.count();
        }
        pad(segment.offset() + segment.length() - at, parts);
        return Layout.concat(parts, 0);
    }

    private void pad(long count, List<Value> parts) {
        if (count > 0) {
            parts.add(paddings.computeIfAbsent(
                    count, n -> graph.initializer("padding:" + n, Tensor.allocate(ElementType.FLOAT32, n))));
        }
    }
}
