package dev.figment.train.gradient;

import dev.figment.train.graph.Broadcasting;
import dev.figment.train.graph.Layout;
import dev.figment.train.graph.MatrixProducts;
import dev.figment.train.graph.Node;
import dev.figment.train.graph.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rules of {@link MatrixProducts}; matrices are transposed by Gemm's flags, stacks of them by a node. */
final class MatrixProductRules {
    private MatrixProductRules() {}

    static List<@Nullable Value> matMul(Node node, Value g) {
        Value a = node.input(0);
        Value b = node.input(1);
        if (a.shape().rank() == 2 && b.shape().rank() == 2) {
            return List.of(MatrixProducts.gemm(g, false, b, true), MatrixProducts.gemm(a, true, g, false));
        }
        return List.of(
                Broadcasting.sumTo(MatrixProducts.matMul(g, Layout.transposeMatrices(b)), a.shape()),
                Broadcasting.sumTo(MatrixProducts.matMul(Layout.transposeMatrices(a), g), b.shape()));
    }

    static List<@Nullable Value> gemm(Node node, Value g) {
        boolean transA = node.attributes().integer("transA", 0) != 0;
        boolean transB = node.attributes().integer("transB", 0) != 0;
        Value a = node.input(0);
        Value b = node.input(1);
        Value toA = transA ? MatrixProducts.gemm(b, transB, g, true) : MatrixProducts.gemm(g, false, b, !transB);
        Value toB = transB ? MatrixProducts.gemm(g, true, a, transA) : MatrixProducts.gemm(a, !transA, g, false);
        return node.inputs().size() == 2
                ? List.of(toA, toB)
                : List.of(toA, toB, Broadcasting.sumTo(g, node.input(2).shape()));
    }
}
