package dev.figment.train.imported;

import dev.figment.train.graph.Arithmetic;
import dev.figment.train.graph.Dim;
import dev.figment.train.graph.Layout;
import dev.figment.train.graph.MatrixProducts;
import dev.figment.train.graph.Shape;
import dev.figment.train.graph.Value;
import java.util.ArrayList;
import java.util.List;

/** Converters of matrix products, to which a {@link Substitution} may add something. */
final class MatrixConverters {
    private MatrixConverters() {}

    static List<Value> matMul(Call call) {
        Value a = call.value(0);
        Value b = call.value(1);
        boolean row = a.shape().rank() == 1;
        boolean column = b.shape().rank() == 1;
        Value left = row ? Layout.reshape(a, Shape.of(1, a.shape().size(0))) : a;
        Value right = column ? Layout.reshape(b, Shape.of(b.shape().size(0), 1)) : b;
        Value product = product(call, left, right);
        if (!row && !column) {
            return List.of(product);
        }
        List<Dim> dims = new ArrayList<>(product.shape().dims());
        if (column) {
            dims.remove(dims.size() - 1);
        }
        if (row) {
            dims.remove(dims.size() - (column ? 1 : 2));
        }
        return List.of(Layout.reshape(product, new Shape(dims)));
    }

    /** A stack of matrices times one matrix is one larger product: so is the gradient then. */
    private static Value product(Call call, Value a, Value b) {
        int rank = a.shape().rank();
        if (rank == 2 || b.shape().rank() > 2) {
            return withAddition(call, MatrixProducts.matMul(a, b), a, b);
        }
        long in = a.shape().size(-1);
        long rows = a.shape().count().orElseThrow(() -> new Unfit(a + " has no fixed size")) / Math.max(1, in);
        Value flat = Layout.reshape(a, Shape.of(rows, in));
        Value product = withAddition(call, MatrixProducts.matMul(flat, b), flat, b);
        return Layout.reshape(product, a.shape().with(-1, b.shape().dim(-1)));
    }

    /** α a' b' + β c. */
    static List<Value> gemm(Call call) {
        Value a = call.value(0);
        Value b = call.value(1);
        boolean transA = call.integer("transA", 0) != 0;
        boolean transB = call.integer("transB", 0) != 0;
        float alpha = call.number("alpha", 1);
        float beta = call.number("beta", 1);
        boolean plain = alpha == 1 && (beta == 1 || !call.has(2));
        if (plain && call.has(2) && call.product().isEmpty()) {
            return List.of(MatrixProducts.gemm(a, transA, b, transB, call.value(2)));
        }
        boolean left = call.product().map(Product::left).orElse(false);
        Value product = MatrixProducts.gemm(a, transA, b, transB);
        Value sum = withAddition(call, product, left ? a : turned(a, transA), left ? turned(b, transB) : b);
        if (sum == product && plain && call.has(2)) {
            return List.of(MatrixProducts.gemm(a, transA, b, transB, call.value(2)));
        }
        Value scaled = alpha == 1 ? sum : Arithmetic.mul(sum, alpha);
        if (!call.has(2)) {
            return List.of(scaled);
        }
        Value c = beta == 1 ? call.value(2) : Arithmetic.mul(call.value(2), beta);
        return List.of(Arithmetic.add(scaled, c));
    }

    private static Value turned(Value x, boolean transposed) {
        return transposed ? Layout.transposeMatrices(x) : x;
    }

    private static Value withAddition(Call call, Value product, Value a, Value b) {
        return call.product()
                .flatMap(found -> call.substitution().addition(found, found.left() ? b : a))
                .map(addition -> Arithmetic.add(product, addition))
                .orElse(product);
    }
}
