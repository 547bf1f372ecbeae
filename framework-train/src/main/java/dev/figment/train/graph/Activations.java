package dev.figment.train.graph;

import java.util.List;

/** Element-wise functions of one value. */
public final class Activations {
    public static final Operator NEG = Operator.elementwise("Neg");
    public static final Operator ABS = Operator.elementwise("Abs");
    public static final Operator SIGN = Operator.elementwise("Sign");
    public static final Operator EXP = Operator.elementwise("Exp");
    public static final Operator LOG = Operator.elementwise("Log");
    public static final Operator SQRT = Operator.elementwise("Sqrt");
    public static final Operator RECIPROCAL = Operator.elementwise("Reciprocal");
    public static final Operator SIN = Operator.elementwise("Sin");
    public static final Operator COS = Operator.elementwise("Cos");
    public static final Operator FLOOR = Operator.elementwise("Floor");
    public static final Operator CEIL = Operator.elementwise("Ceil");
    public static final Operator ROUND = Operator.elementwise("Round");
    public static final Operator ERF = Operator.elementwise("Erf");
    public static final Operator RELU = Operator.elementwise("Relu");
    public static final Operator LEAKY_RELU = Operator.elementwise("LeakyRelu");
    public static final Operator SIGMOID = Operator.elementwise("Sigmoid");
    public static final Operator TANH = Operator.elementwise("Tanh");
    public static final Operator SOFTPLUS = Operator.elementwise("Softplus");
    public static final Operator LOG_ONE_PLUS_EXP = Operator.composite(
            "LogOnePlusExp",
            1,
            (inputs, attributes) -> List.of(Operator.like(inputs.get(0))),
            (node, operands) -> expandLogOnePlusExp(operands.get(0)));
    public static final Operator GELU = Operator.elementwise("Gelu");
    public static final Operator ELU = Operator.elementwise("Elu");
    public static final Operator IDENTITY = Operator.elementwise("Identity");

    private Activations() {}

    public static Value neg(Value x) {
        return apply(NEG, x);
    }

    public static Value abs(Value x) {
        return apply(ABS, x);
    }

    /** -1, 0 or 1; its gradient is zero. */
    public static Value sign(Value x) {
        return apply(SIGN, x);
    }

    public static Value exp(Value x) {
        return apply(EXP, x);
    }

    /** Natural logarithm. */
    public static Value log(Value x) {
        return apply(LOG, x);
    }

    public static Value sqrt(Value x) {
        return apply(SQRT, x);
    }

    /** {@code 1 / x}. */
    public static Value reciprocal(Value x) {
        return apply(RECIPROCAL, x);
    }

    /** Of an angle in radians. */
    public static Value sin(Value x) {
        return apply(SIN, x);
    }

    /** Of an angle in radians. */
    public static Value cos(Value x) {
        return apply(COS, x);
    }

    /** The next integer at or below; its gradient is zero. */
    public static Value floor(Value x) {
        return apply(FLOOR, x);
    }

    /** The next integer at or above; its gradient is zero. */
    public static Value ceil(Value x) {
        return apply(CEIL, x);
    }

    /** The nearest integer, the even one of two; its gradient is zero. */
    public static Value round(Value x) {
        return apply(ROUND, x);
    }

    public static Value erf(Value x) {
        return apply(ERF, x);
    }

    public static Value relu(Value x) {
        return apply(RELU, x);
    }

    /** {@code x} where it is positive, else {@code slope · x}. */
    public static Value leakyRelu(Value x, float slope) {
        return x.graph().apply(LEAKY_RELU, Attributes.of("alpha", slope), List.of(x));
    }

    public static Value sigmoid(Value x) {
        return apply(SIGMOID, x);
    }

    public static Value tanh(Value x) {
        return apply(TANH, x);
    }

    /** {@code log(1 + exp(x))}. */
    public static Value softplus(Value x) {
        return apply(SOFTPLUS, x);
    }

    /**
     * As {@link #softplus}, to 10⁻⁷ instead of to its last digit, in a third of the time: for losses, in which small values
     * are added to larger ones.
     */
    public static Value logOnePlusExp(Value x) {
        return apply(LOG_ONE_PLUS_EXP, x);
    }

    /** max(x, 0) + log(1 + exp(−|x|)): ONNX Runtime computes each of these on several numbers at once. */
    private static Value expandLogOnePlusExp(Value x) {
        Value small = Arithmetic.add(exp(neg(abs(x))), 1);
        return Arithmetic.add(relu(x), log(small));
    }

    /** {@code x Φ(x)}, exact (Hendrycks and Gimpel 2016). */
    public static Value gelu(Value x) {
        return apply(GELU, x);
    }

    /** The approximation of {@link #gelu} by tanh, as GPT-2 has it. */
    public static Value geluByTanh(Value x) {
        return x.graph().apply(GELU, Attributes.of("approximate", "tanh"), List.of(x));
    }

    /** {@code x} where it is positive, else {@code exp(x) - 1} (Clevert et al. 2016 with α = 1). */
    public static Value elu(Value x) {
        return apply(ELU, x);
    }

    /** {@code x · sigmoid(x)} (Elfwing et al. 2018). */
    public static Value silu(Value x) {
        return Arithmetic.mul(x, sigmoid(x));
    }

    public static Value identity(Value x) {
        return apply(IDENTITY, x);
    }

    private static Value apply(Operator operator, Value x) {
        return x.graph().apply(operator, Attributes.NONE, List.of(x));
    }
}
