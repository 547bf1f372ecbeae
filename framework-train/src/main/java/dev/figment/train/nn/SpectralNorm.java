package dev.figment.train.nn;

import dev.figment.api.Seed;
import dev.figment.api.Tensor;
import dev.figment.train.graph.Activations;
import dev.figment.train.graph.Arithmetic;
import dev.figment.train.graph.Conversion;
import dev.figment.train.graph.Layout;
import dev.figment.train.graph.MatrixProducts;
import dev.figment.train.graph.Reductions;
import dev.figment.train.graph.Shape;
import dev.figment.train.graph.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * A layer whose parameter {@code weight} is divided by its spectral norm σ (Miyato et al. 2018): the weight as a matrix W
 * [outputs, rest], σ = uᵀ W v, where u and v come from one power iteration in each training step (algorithm 1) and are
 * constants for the gradient. State {@code weight-u} and {@code weight-v}, random unit vectors at first; in evaluation they
 * stay as they are, as in PyTorch. The parameter itself keeps its path.
 *
 * @param outputAxis the weight's axis that counts outputs: 0 for convolutions and linear layers
 */
public record SpectralNorm(Layer layer, int outputAxis) implements Layer {
    private static final String WEIGHT = "weight";

    /** PyTorch's. */
    private static final float SMALLEST_NORM = 1e-12f;

    /** Of a convolution, transposed or not, or a linear layer. */
    public static SpectralNorm of(Layer layer) {
        return new SpectralNorm(layer, layer instanceof TransposedConvolution ? 1 : 0);
    }

    @Override
    public Value apply(Scope scope, Value x) {
        List<Value> normalized = new ArrayList<>();
        Value y = layer.apply(
                scope.seeing(WEIGHT, weight -> {
                    normalized.add(normalize(scope, weight));
                    return normalized.get(normalized.size() - 1);
                }),
                x);
        if (normalized.isEmpty()) {
            throw new IllegalArgumentException(
                    scope.path() + ": a spectral norm of " + layer + ", which has no parameter '" + WEIGHT + "'");
        }
        return y;
    }

    private Value normalize(Scope scope, Value weight) {
        Value matrix = matrix(weight);
        long rows = matrix.shape().size(0);
        long columns = matrix.shape().size(1);
        Value oldU = scope.state(WEIGHT + "-u", SpectralNorm::unit, rows);
        Value oldV = scope.state(WEIGHT + "-v", SpectralNorm::unit, columns);
        Value u = Layout.reshape(oldU, Shape.of(rows, 1));
        Value v = Layout.reshape(oldV, Shape.of(columns, 1));
        if (scope.isTraining()) {
            v = Conversion.stopGradient(ofLengthOne(MatrixProducts.gemm(matrix, true, u, false)));
        }
        Value product = MatrixProducts.gemm(matrix, false, v, false);
        if (scope.isTraining()) {
            u = Conversion.stopGradient(ofLengthOne(product));
            scope.update(oldU, Layout.reshape(u, oldU.shape()));
            scope.update(oldV, Layout.reshape(v, oldV.shape()));
        }
        return Arithmetic.div(weight, Reductions.sum(Arithmetic.mul(u, product)));
    }

    private Value matrix(Value weight) {
        Shape shape = weight.shape();
        long rows = shape.size(outputAxis);
        Value ordered = weight;
        if (outputAxis != 0) {
            long[] order = new long[shape.rank()];
            order[0] = outputAxis;
            for (int axis = 0, to = 1; axis < shape.rank(); axis++) {
                if (axis != outputAxis) {
                    order[to++] = axis;
                }
            }
            ordered = Layout.transpose(weight, order);
        }
        long all = shape.count().orElseThrow();
        return Layout.reshape(ordered, Shape.of(rows, all / rows));
    }

    private static Value ofLengthOne(Value x) {
        Value length = Activations.sqrt(Reductions.sum(Arithmetic.square(x)));
        return Arithmetic.div(x, Arithmetic.max(length, x.graph().scalar(SMALLEST_NORM)));
    }

    private static Tensor unit(Seed seed, long... shape) {
        Tensor tensor = Init.normal(1).create(seed, shape);
        double squares = 0;
        for (float value : tensor.toFloatArray()) {
            squares += (double) value * value;
        }
        for (int i = 0; i < tensor.count(); i++) {
            tensor.floats().put(i, (float) (tensor.floats().get(i) / Math.sqrt(squares)));
        }
        return tensor;
    }
}
