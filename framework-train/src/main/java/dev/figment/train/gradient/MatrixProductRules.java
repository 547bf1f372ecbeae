package dev.figment.train.gradient;

import dev.figment.train.graph.Broadcasting;
import dev.figment.train.graph.MatrixProducts;
import dev.figment.train.graph.Node;
import dev.figment.train.graph.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rules of {@link MatrixProducts}; no transpose is ever written out, Gemm's flags do it. */
final class MatrixProductRules {
    private MatrixProductRules() {}

    static List<@Nullable Value> matMul(Node node, Value g) {
        return List.of(
                MatrixProducts.gemm(g, false, node.input(1), true), MatrixProducts.gemm(node.input(0), true, g, false));
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
