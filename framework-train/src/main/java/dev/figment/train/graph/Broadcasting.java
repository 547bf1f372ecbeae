package dev.figment.train.graph;

import dev.figment.api.ElementType;
import java.util.ArrayList;
import java.util.List;

/** ONNX's multidirectional broadcasting, which is NumPy's. */
public final class Broadcasting {
    private Broadcasting() {}

    /**
     * The shape of an element-wise result.
     *
     * @throws ShapeException if the shapes do not broadcast; it names both
     */
    public static Shape of(Shape a, Shape b) {
        int rank = Math.max(a.rank(), b.rank());
        List<Dim> dims = new ArrayList<>();
        for (int axis = 0; axis < rank; axis++) {
            Dim left = dim(a, axis - (rank - a.rank()));
            Dim right = dim(b, axis - (rank - b.rank()));
            if (left.equals(right) || isOne(right)) {
                dims.add(left);
            } else if (isOne(left)) {
                dims.add(right);
            } else {
                throw new ShapeException("shapes " + a + " and " + b + " do not broadcast");
            }
        }
        return new Shape(dims);
    }

    private static Dim dim(Shape shape, int axis) {
        return axis < 0 ? new Dim.Fixed(1) : shape.dim(axis);
    }

    static boolean isOne(Dim dim) {
        return dim instanceof Dim.Fixed fixed && fixed.size() == 1;
    }

    /** The inference of an operator on broadcast operands of one type. */
    static List<Operator.Output> infer(List<Value> inputs, Attributes attributes) {
        return List.of(new Operator.Output(sameType(inputs), shape(inputs)));
    }

    /** The inference of a comparison. */
    static List<Operator.Output> inferBoolean(List<Value> inputs, Attributes attributes) {
        sameType(inputs);
        return List.of(new Operator.Output(ElementType.BOOL, shape(inputs)));
    }

    private static Shape shape(List<Value> inputs) {
        Shape shape = Shape.SCALAR;
        for (Value input : inputs) {
            shape = of(shape, input.shape());
        }
        return shape;
    }

    private static ElementType sameType(List<Value> inputs) {
        ElementType type = inputs.get(0).type();
        for (Value input : inputs) {
            if (input.type() != type) {
                throw new ShapeException("types differ: " + inputs);
            }
        }
        return type;
    }

    /** Sums a value over the axes along which {@code target} was broadcast to it; the gradient of broadcasting. */
    public static Value sumTo(Value value, Shape target) {
        if (value.shape().equals(target)) {
            return value;
        }
        int added = value.shape().rank() - target.rank();
        List<Long> axes = new ArrayList<>();
        for (int axis = 0; axis < value.shape().rank(); axis++) {
            boolean stretched = axis >= added
                    && isOne(target.dim(axis - added))
                    && !isOne(value.shape().dim(axis));
            if (axis < added || stretched) {
                axes.add((long) axis);
            }
        }
        Value summed = Reductions.sumStepwise(value, axes, true);
        return added == 0 ? summed : Layout.reshape(summed, target);
    }
}
