package dev.figment.train.graph;

import dev.figment.api.ElementType;
import java.util.List;

/** Comparisons of broadcast operands, and logic on their results, which are BOOL. */
public final class Comparisons {
    public static final Operator EQUAL = Operator.of("Equal", 2, Broadcasting::inferBoolean);
    public static final Operator LESS = Operator.of("Less", 2, Broadcasting::inferBoolean);
    public static final Operator LESS_OR_EQUAL = Operator.of("LessOrEqual", 2, Broadcasting::inferBoolean);
    public static final Operator GREATER_OR_EQUAL = Operator.of("GreaterOrEqual", 2, Broadcasting::inferBoolean);
    public static final Operator NOT = Operator.elementwise("Not");
    public static final Operator AND = Operator.of("And", 2, Broadcasting::inferBoolean);
    public static final Operator OR = Operator.of("Or", 2, Broadcasting::inferBoolean);
    public static final Operator XOR = Operator.of("Xor", 2, Broadcasting::inferBoolean);
    public static final Operator IS_NAN = Operator.of("IsNaN", 1, Comparisons::inferTest);
    public static final Operator IS_INF = Operator.of("IsInf", 1, Comparisons::inferTest);

    private Comparisons() {}

    public static Value equal(Value a, Value b) {
        return a.graph().apply(EQUAL, Attributes.NONE, List.of(a, b));
    }

    public static Value less(Value a, Value b) {
        return a.graph().apply(LESS, Attributes.NONE, List.of(a, b));
    }

    public static Value lessOrEqual(Value a, Value b) {
        return a.graph().apply(LESS_OR_EQUAL, Attributes.NONE, List.of(a, b));
    }

    public static Value greaterOrEqual(Value a, Value b) {
        return a.graph().apply(GREATER_OR_EQUAL, Attributes.NONE, List.of(a, b));
    }

    public static Value not(Value a) {
        return a.graph().apply(NOT, Attributes.NONE, List.of(a));
    }

    public static Value and(Value a, Value b) {
        return a.graph().apply(AND, Attributes.NONE, List.of(a, b));
    }

    public static Value or(Value a, Value b) {
        return a.graph().apply(OR, Attributes.NONE, List.of(a, b));
    }

    private static List<Operator.Output> inferTest(List<Value> inputs, Attributes attributes) {
        return List.of(new Operator.Output(ElementType.BOOL, inputs.get(0).shape()));
    }
}
