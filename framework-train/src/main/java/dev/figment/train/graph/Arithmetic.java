package dev.figment.train.graph;

import java.util.List;

/** Element-wise arithmetic on broadcast operands. */
public final class Arithmetic {
    public static final Operator ADD = Operator.of("Add", 2, Broadcasting::infer);
    public static final Operator SUB = Operator.of("Sub", 2, Broadcasting::infer);
    public static final Operator MUL = Operator.of("Mul", 2, Broadcasting::infer);
    public static final Operator DIV = Operator.of("Div", 2, Broadcasting::infer);
    public static final Operator POW = Operator.of("Pow", 2, Broadcasting::infer);
    public static final Operator MOD = Operator.of("Mod", 2, Broadcasting::infer);
    public static final Operator MAX = new Operator("Max", 1, Integer.MAX_VALUE, Broadcasting::infer);
    public static final Operator MIN = new Operator("Min", 1, Integer.MAX_VALUE, Broadcasting::infer);
    public static final Operator SUM = new Operator("Sum", 1, Integer.MAX_VALUE, Broadcasting::infer);
    public static final Operator CLIP = new Operator("Clip", 1, 3, Arithmetic::inferClip);
    public static final Operator GREATER = Operator.of("Greater", 2, Broadcasting::inferBoolean);
    public static final Operator WHERE = Operator.of("Where", 3, Arithmetic::inferWhere);

    private Arithmetic() {}

    public static Value add(Value a, Value b) {
        return a.graph().apply(ADD, Attributes.NONE, List.of(a, b));
    }

    public static Value add(Value a, float b) {
        return add(a, a.graph().scalar(b));
    }

    public static Value sub(Value a, Value b) {
        return a.graph().apply(SUB, Attributes.NONE, List.of(a, b));
    }

    public static Value mul(Value a, Value b) {
        return a.graph().apply(MUL, Attributes.NONE, List.of(a, b));
    }

    public static Value mul(Value a, float b) {
        return mul(a, a.graph().scalar(b));
    }

    public static Value div(Value a, Value b) {
        return a.graph().apply(DIV, Attributes.NONE, List.of(a, b));
    }

    /** {@code a} to a constant power. */
    public static Value pow(Value a, float exponent) {
        return a.graph().apply(POW, Attributes.NONE, List.of(a, a.graph().scalar(exponent)));
    }

    /** {@code a} to the power of {@code b}; the gradient of the exponent needs {@code a > 0}. */
    public static Value pow(Value a, Value b) {
        return a.graph().apply(POW, Attributes.NONE, List.of(a, b));
    }

    /** {@code a · a}. */
    public static Value square(Value a) {
        return mul(a, a);
    }

    public static Value max(Value a, Value b) {
        return a.graph().apply(MAX, Attributes.NONE, List.of(a, b));
    }

    public static Value min(Value a, Value b) {
        return a.graph().apply(MIN, Attributes.NONE, List.of(a, b));
    }

    /** The largest of all, element by element. */
    public static Value max(List<Value> values) {
        return values.get(0).graph().apply(MAX, Attributes.NONE, values);
    }

    /** The smallest of all, element by element. */
    public static Value min(List<Value> values) {
        return values.get(0).graph().apply(MIN, Attributes.NONE, values);
    }

    /** The sum of all, element by element. */
    public static Value sum(List<Value> values) {
        return values.get(0).graph().apply(SUM, Attributes.NONE, values);
    }

    /** {@code a} bounded to [low, high]; the gradient is 0 outside of it. */
    public static Value clip(Value a, float low, float high) {
        Graph graph = a.graph();
        return graph.apply(CLIP, Attributes.NONE, List.of(a, graph.scalar(low), graph.scalar(high)));
    }

    /** What is left of {@code a} after division by {@code b}, of the sign of {@code a}; as in C's fmod. */
    public static Value mod(Value a, Value b) {
        return a.graph().apply(MOD, Attributes.of("fmod", 1L), List.of(a, b));
    }

    /** BOOL: where {@code a > b}. */
    public static Value greater(Value a, Value b) {
        return a.graph().apply(GREATER, Attributes.NONE, List.of(a, b));
    }

    /** {@code a} where the condition holds, else {@code b}. */
    public static Value where(Value condition, Value a, Value b) {
        return a.graph().apply(WHERE, Attributes.NONE, List.of(condition, a, b));
    }

    private static List<Operator.Output> inferClip(List<Value> inputs, Attributes attributes) {
        for (Value bound : inputs) {
            if (bound.type() != inputs.get(0).type()
                    || (bound != inputs.get(0) && bound.shape().rank() > 0)) {
                throw new ShapeException("the bound " + bound + " of " + inputs.get(0) + " is not of rank 0");
            }
        }
        return List.of(Operator.like(inputs.get(0)));
    }

    private static List<Operator.Output> inferWhere(List<Value> inputs, Attributes attributes) {
        List<Operator.Output> branches = Broadcasting.infer(inputs.subList(1, 3), attributes);
        Operator.Output branch = branches.get(0);
        return List.of(
                new Operator.Output(branch.type(), Broadcasting.of(inputs.get(0).shape(), branch.shape())));
    }
}
