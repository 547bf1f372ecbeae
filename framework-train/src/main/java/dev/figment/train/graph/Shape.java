package dev.figment.train.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** The dimensions of a value, outermost first. */
public record Shape(List<Dim> dims) {
    public static final Shape SCALAR = new Shape(List.of());

    public Shape {
        dims = List.copyOf(dims);
    }

    public static Shape of(long... sizes) {
        return new Shape(LongStream.of(sizes).<Dim>mapToObj(Dim.Fixed::new).toList());
    }

    /** A named first dimension, then fixed ones. */
    public static Shape batch(String name, long... sampleShape) {
        List<Dim> dims = new ArrayList<>();
        dims.add(new Dim.Named(name));
        dims.addAll(of(sampleShape).dims);
        return new Shape(dims);
    }

    public int rank() {
        return dims.size();
    }

    /**
     * An axis counted from 0.
     *
     * @param axis counts from the last where negative
     * @throws ShapeException if there is no such axis
     */
    public int axis(long axis) {
        if (axis < -rank() || axis >= rank()) {
            throw new ShapeException("axis " + axis + " of " + this);
        }
        return (int) (axis < 0 ? axis + rank() : axis);
    }

    /** One dimension; negative axes count from the last. */
    public Dim dim(int axis) {
        return dims.get(axis < 0 ? rank() + axis : axis);
    }

    /**
     * One dimension's size.
     *
     * @throws IllegalArgumentException if it is named
     */
    public long size(int axis) {
        if (dim(axis) instanceof Dim.Fixed fixed) {
            return fixed.size();
        }
        throw new IllegalArgumentException("dimension " + axis + " of " + this + " is not fixed");
    }

    /** Number of elements, or empty where a dimension is named. */
    public OptionalLong count() {
        long count = 1;
        for (Dim dim : dims) {
            if (!(dim instanceof Dim.Fixed fixed)) {
                return OptionalLong.empty();
            }
            count *= fixed.size();
        }
        return OptionalLong.of(count);
    }

    /** The fixed sizes, with -1 for a named one. */
    public long[] sizes() {
        return dims.stream()
                .mapToLong(dim -> dim instanceof Dim.Fixed fixed ? fixed.size() : -1)
                .toArray();
    }

    /** The same shape with one dimension replaced. */
    public Shape with(int axis, Dim dim) {
        List<Dim> changed = new ArrayList<>(dims);
        changed.set(axis < 0 ? rank() + axis : axis, dim);
        return new Shape(changed);
    }

    @Override
    public String toString() {
        return dims.stream().map(Dim::toString).collect(Collectors.joining(", ", "[", "]"));
    }
}
