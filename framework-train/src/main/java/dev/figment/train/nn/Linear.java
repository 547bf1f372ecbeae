package dev.figment.train.nn;

import dev.figment.train.graph.Arithmetic;
import dev.figment.train.graph.Dim;
import dev.figment.train.graph.Layout;
import dev.figment.train.graph.MatrixProducts;
import dev.figment.train.graph.Shape;
import dev.figment.train.graph.ShapeException;
import dev.figment.train.graph.Value;
import java.util.Optional;

/**
 * {@code x Wᵀ + b} over the last axis: [samples, …, in] → [samples, …, out]. Parameters {@code weight} [out, in] and
 * {@code bias} [out], both uniform in ±1/√in at first unless other initialisations are given; as PyTorch's Linear.
 *
 * @param weights of the weight; empty for the one above
 * @param biases of the bias; empty for the one above
 */
public record Linear(long out, boolean bias, Optional<Init> weights, Optional<Init> biases) implements Layer {
    public Linear {
        if (out < 1) {
            throw new IllegalArgumentException("a linear layer with " + out + " outputs");
        }
    }

    public Linear(long out) {
        this(out, true, Optional.empty(), Optional.empty());
    }

    public Linear withoutBias() {
        return new Linear(out, false, weights, biases);
    }

    /** With another initialisation of the weight. */
    public Linear init(Init weight) {
        return new Linear(out, bias, Optional.of(weight), biases);
    }

    /** With other initialisations of the weight and the bias. */
    public Linear init(Init weight, Init ofBias) {
        return new Linear(out, bias, Optional.of(weight), Optional.of(ofBias));
    }

    @Override
    public Value apply(Scope scope, Value x) {
        if (x.shape().rank() < 2) {
            throw new ShapeException(scope.path() + ": a linear layer of " + x.shape() + ", which has no samples");
        }
        long in = x.shape().size(-1);
        Init byDefault = Init.uniformByFanIn(in);
        Value weight = scope.parameter("weight", weights.orElse(byDefault), out, in);
        return bias
                ? product(x, weight, Optional.of(scope.parameter("bias", biases.orElse(byDefault), out)))
                : product(x, weight, Optional.empty());
    }

    /**
     * {@code x Wᵀ + b}. Of several leading axes Gemm sees one, since it takes a transposed weight for nothing, in its
     * gradients too; where a size is open they cannot be joined, and a graph that is not trained multiplies as well by
     * MatMul, whose transposed weight ONNX Runtime prepares once.
     */
    static Value product(Value x, Value weight, Optional<Value> bias) {
        Shape shape = x.shape();
        if (shape.rank() == 2) {
            return gemm(x, weight, bias);
        }
        if (shape.count().isEmpty()) {
            Value y = MatrixProducts.matMul(x, Layout.transposeMatrices(weight));
            return bias.map(b -> Arithmetic.add(y, b)).orElse(y);
        }
        long in = shape.size(-1);
        Value rows = Layout.reshape(x, Shape.of(shape.count().getAsLong() / in, in));
        Dim out = weight.shape().dim(0);
        return Layout.reshape(gemm(rows, weight, bias), shape.with(-1, out));
    }

    private static Value gemm(Value x, Value weight, Optional<Value> bias) {
        return bias.map(b -> MatrixProducts.gemm(x, false, weight, true, b))
                .orElseGet(() -> MatrixProducts.gemm(x, false, weight, true));
    }
}
