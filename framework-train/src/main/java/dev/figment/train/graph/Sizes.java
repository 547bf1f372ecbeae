package dev.figment.train.graph;

import dev.figment.api.ElementType;
import dev.figment.api.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * What is known, while a graph is built, of integers that describe a shape: exporters compute them by nodes, from the
 * shapes of other values.
 */
final class Sizes {
    /** A number, or a named dimension, of which the number counts for nothing. */
    record Entry(long number, Optional<Dim.Named> name) {
        static Entry of(Dim dim) {
            return dim instanceof Dim.Named named
                    ? new Entry(0, Optional.of(named))
                    : new Entry(((Dim.Fixed) dim).size(), Optional.empty());
        }

        Dim dim() {
            return name.isPresent() ? name.get() : new Dim.Fixed(number);
        }
    }

    private Sizes() {}

    /**
     * The elements of integers of rank 0 or 1.
     *
     * @throws ShapeException if they are known only when the graph runs
     */
    static List<Entry> of(Value value) {
        return find(value)
                .orElseThrow(() -> new ShapeException(
                        value + " has to be a constant of integers, or to be computed from shapes and constants"));
    }

    /** As {@link #of}, taken as a shape. */
    static Shape shape(Value value) {
        return new Shape(of(value).stream().map(Entry::dim).toList());
    }

    private static Optional<List<Entry>> find(Value value) {
        Tensor constant = value.graph().initializers().get(value.name());
        if (constant != null && value.type() == ElementType.INT64) {
            return Optional.of(entries(constant.toLongArray()));
        }
        Node node = value.producer();
        if (node == null) {
            return Optional.empty();
        }
        return switch (node.operator().name()) {
            case "Shape" ->
                Optional.of(Layout.measured(node).stream().map(Entry::of).toList());
            case "Identity", "Squeeze", "Unsqueeze", "Cast", "Reshape" -> find(node.input(0));
            case "Concat" -> join(node.inputs());
            case "Gather" -> find(node.input(0)).flatMap(from -> pick(from, node.input(1)));
            case "Slice" -> find(node.input(0)).map(from -> slice(from, node));
            default -> Optional.empty();
        };
    }

    private static List<Entry> entries(long[] numbers) {
        return LongStream.of(numbers)
                .mapToObj(number -> new Entry(number, Optional.empty()))
                .toList();
    }

    private static Optional<List<Entry>> join(List<Value> values) {
        List<Entry> joined = new ArrayList<>();
        for (Value value : values) {
            Optional<List<Entry>> part = find(value);
            if (part.isEmpty()) {
                return Optional.empty();
            }
            joined.addAll(part.get());
        }
        return Optional.of(joined);
    }

    private static Optional<List<Entry>> pick(List<Entry> from, Value indices) {
        Tensor constant = indices.graph().initializers().get(indices.name());
        if (constant == null || constant.type() != ElementType.INT64) {
            return Optional.empty();
        }
        return Optional.of(LongStream.of(constant.toLongArray())
                .mapToObj(index -> from.get((int) (index < 0 ? index + from.size() : index)))
                .toList());
    }

    private static List<Entry> slice(List<Entry> from, Node slice) {
        List<Entry> taken = from;
        for (Slicing.Range range : Slicing.ranges(slice)) {
            List<Entry> before = taken;
            taken = LongStream.range(0, range.count())
                    .mapToObj(i -> before.get((int) (range.start() + i * range.step())))
                    .toList();
        }
        return taken;
    }
}
