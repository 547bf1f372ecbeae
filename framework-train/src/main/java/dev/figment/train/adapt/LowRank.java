package dev.figment.train.adapt;

import dev.figment.api.Tensor;
import dev.figment.train.graph.Arithmetic;
import dev.figment.train.graph.Layout;
import dev.figment.train.graph.MatrixProducts;
import dev.figment.train.graph.Value;
import dev.figment.train.imported.Product;
import java.util.Arrays;
import java.util.List;

/**
 * One weight's adapter.
 *
 * @param weight the weight's name
 * @param rank r
 * @param alpha α
 * @param nodes the matrix products to which it is added
 * @param transposed whether the weight as the file has it is [in, out], so that the transpose of B A is added to it
 */
record LowRank(String weight, List<String> nodes, int rank, double alpha, boolean transposed, long in, long out) {
    LowRank {
        nodes = List.copyOf(nodes);
    }

    /** Of a weight with these products; the first one says which side is the input. */
    static LowRank of(List<Product> products, Lora lora) {
        Product first = products.get(0);
        List<String> nodes = products.stream().map(Product::node).toList();
        return new LowRank(
                first.weight(), nodes, lora.rank(), lora.alpha(), inputsFirst(first), first.in(), first.out());
    }

    /** Whether a product reads the weight as [in, out]. */
    static boolean inputsFirst(Product product) {
        return product.left() == product.transposed();
    }

    /** What is added to a product, for the operand beside the weight: its product with (α/r) B A, as this one reads it. */
    Value addition(Product product, Value other, Value a, Value b) {
        boolean asFirst = inputsFirst(product) == transposed;
        Value inner = asFirst ? a : b;
        Value outer = asFirst ? b : a;
        if (product.left()) {
            return multiply(outer, !asFirst, Arithmetic.mul(multiply(inner, !asFirst, other, false), scale()), false);
        }
        return multiply(Arithmetic.mul(multiply(other, false, inner, asFirst), scale()), false, outer, asFirst);
    }

    private static Value multiply(Value x, boolean transposeX, Value y, boolean transposeY) {
        if (x.shape().rank() == 2 && y.shape().rank() == 2) {
            return MatrixProducts.gemm(x, transposeX, y, transposeY);
        }
        return MatrixProducts.matMul(
                transposeX ? Layout.transposeMatrices(x) : x, transposeY ? Layout.transposeMatrices(y) : y);
    }

    /** The name of the parameter A [r, in]. */
    String a() {
        return weight + ".lora_A";
    }

    /** The name of the parameter B [out, r]. */
    String b() {
        return weight + ".lora_B";
    }

    /** α/r. */
    float scale() {
        return (float) (alpha / rank);
    }

    /** W + (α/r) B A in the weight's own orientation; sums are in double precision. */
    Tensor merged(Tensor w, Tensor a, Tensor b) {
        Tensor merged = Tensor.allocate(w.type(), w.shape());
        float[] valuesA = a.toFloatArray();
        float[] valuesB = b.toFloatArray();
        int columns = (int) in;
        double[] row = new double[columns];
        double scale = alpha / rank;
        for (int o = 0; o < out; o++) {
            Arrays.fill(row, 0);
            for (int r = 0; r < rank; r++) {
                double factor = scale * valuesB[o * rank + r];
                for (int i = 0; i < columns; i++) {
                    row[i] += factor * valuesA[r * columns + i];
                }
            }
            for (int i = 0; i < columns; i++) {
                int place = transposed ? i * (int) out + o : o * columns + i;
                merged.floats().put(place, (float) (w.floats().get(place) + row[i]));
            }
        }
        return merged;
    }
}
