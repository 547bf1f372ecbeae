package dev.figment.train.imported;

import dev.figment.api.ElementType;
import dev.figment.train.graph.Activations;
import dev.figment.train.graph.Arithmetic;
import dev.figment.train.graph.Attributes;
import dev.figment.train.graph.Conversion;
import dev.figment.train.graph.Value;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/** Converters of element-wise operators, and of those along one axis. */
final class ElementwiseConverters {
    private ElementwiseConverters() {}

    static Converter of(UnaryOperator<Value> function) {
        return call -> List.of(function.apply(call.value(0)));
    }

    static Converter of(BinaryOperator<Value> function) {
        return call -> List.of(function.apply(call.value(0), call.value(1)));
    }

    /** A function of a value and an axis. */
    interface AlongAxis {
        Value apply(Value x, int axis);
    }

    static Converter alongAxis(AlongAxis function) {
        return call -> {
            Value x = call.value(0);
            return List.of(function.apply(x, call.axis("axis", -1, x.shape().rank())));
        };
    }

    static List<Value> mean(Call call) {
        Value sum = call.values().stream().reduce(Arithmetic::add).orElseThrow();
        return List.of(Arithmetic.mul(sum, 1f / call.inputs()));
    }

    static List<Value> cast(Call call) {
        ElementType type =
                Conversion.ofNumber((int) call.integer("to", 0)).orElseThrow(() -> new Unfit("a type without tensors"));
        return List.of(Conversion.cast(call.value(0), type));
    }

    static List<Value> clip(Call call) {
        Value x = call.value(0);
        if (call.has(1) && call.has(2)) {
            return x.graph()
                    .node(Arithmetic.CLIP, Attributes.NONE, call.values())
                    .outputs();
        }
        Value bounded = call.has(1) ? Arithmetic.max(x, call.value(1)) : x;
        return List.of(call.has(2) ? Arithmetic.min(bounded, call.value(2)) : bounded);
    }

    /** As in inference, also while the model is trained further. */
    static List<Value> dropout(Call call) {
        if (call.has(2) && call.constant(2).bytes().get(0) != 0) {
            throw new Unfit("dropout in training mode is random");
        }
        return List.of(call.value(0));
    }

    static List<Value> elu(Call call) {
        return List.of(elu(call.value(0), call.number("alpha", 1)));
    }

    private static Value elu(Value x, float alpha) {
        if (alpha == 1) {
            return Activations.elu(x);
        }
        Value negative = Activations.elu(Arithmetic.min(x, x.graph().scalar(0)));
        return Arithmetic.add(Activations.relu(x), Arithmetic.mul(negative, alpha));
    }

    /** max(0, min(1, α x + β)). */
    static List<Value> hardSigmoid(Call call) {
        return List.of(hardSigmoid(call.value(0), call.number("alpha", 0.2f), call.number("beta", 0.5f)));
    }

    static List<Value> hardSwish(Call call) {
        Value x = call.value(0);
        return List.of(Arithmetic.mul(x, hardSigmoid(x, 1f / 6, 0.5f)));
    }

    private static Value hardSigmoid(Value x, float alpha, float beta) {
        return Arithmetic.clip(Arithmetic.add(Arithmetic.mul(x, alpha), beta), 0, 1);
    }

    /** max(x, 0) + slope · min(x, 0). */
    static Value prelu(Value x, Value slope) {
        Value zero = x.graph().scalar(0);
        return Arithmetic.add(Activations.relu(x), Arithmetic.mul(slope, Arithmetic.min(x, zero)));
    }

    /** With products where the exponent is small, as in norms and in GELU: they are cheaper, and so are their gradients. */
    static List<Value> pow(Call call) {
        Value x = call.value(0);
        requireReal(x);
        float exponent = call.number(1);
        if (call.shape(1).rank() > x.shape().rank()) {
            throw new Unfit("the exponent changes the shape");
        }
        if (exponent == 1) {
            return List.of(x);
        }
        if (exponent == 2) {
            return List.of(Arithmetic.square(x));
        }
        if (exponent == 3) {
            return List.of(Arithmetic.mul(x, Arithmetic.square(x)));
        }
        return List.of(exponent == 0.5f ? Activations.sqrt(x) : Arithmetic.pow(x, exponent));
    }

    /** γ(max(x, 0) + α(exp(min(x, 0)) − 1)), Klambauer et al. 2017. */
    static List<Value> selu(Call call) {
        Value x = call.value(0);
        Value curve = elu(x, call.number("alpha", 1.6732632f));
        return List.of(Arithmetic.mul(curve, call.number("gamma", 1.0507010f)));
    }

    /** max(x, 0) + α(exp(min(x, 0) / α) − 1). */
    static List<Value> celu(Call call) {
        Value x = call.value(0);
        float alpha = call.number("alpha", 1);
        Value negative =
                Activations.elu(Arithmetic.mul(Arithmetic.min(x, x.graph().scalar(0)), 1 / alpha));
        return List.of(Arithmetic.add(Activations.relu(x), Arithmetic.mul(negative, alpha)));
    }

    /** x · tanh(softplus(x)). */
    static Value mish(Value x) {
        return Arithmetic.mul(x, Activations.tanh(Activations.softplus(x)));
    }

    /** x · sigmoid(α x). */
    static List<Value> swish(Call call) {
        Value x = call.value(0);
        return List.of(Arithmetic.mul(x, Activations.sigmoid(Arithmetic.mul(x, call.number("alpha", 1)))));
    }

    /** x / (1 + |x|). */
    static Value softsign(Value x) {
        return Arithmetic.div(x, Arithmetic.add(Activations.abs(x), 1));
    }

    /** Constants of other types would not fit. */
    static void requireReal(Value x) {
        if (x.type() != ElementType.FLOAT32) {
            throw new Unfit(x + " is not FLOAT32");
        }
    }
}
