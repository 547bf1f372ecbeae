package dev.figment.train.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.figment.api.ElementType;
import dev.figment.api.Tensor;
import dev.figment.train.graph.Graph;
import dev.figment.train.graph.MatrixProducts;
import dev.figment.train.graph.Shape;
import dev.figment.train.graph.Value;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TransposedProductsTest {
    @ParameterizedTest
    @CsvSource({"128, 3, 5", "1024, 12, 3", "1024, 7, 7"})
    void theProductStaysAsItIs(long k, long m, long n) {
        Graph graph = product(Shape.of(k, m), Shape.of(k, n));
        Graph rewritten = TransposedProducts.of(graph);
        assertThat(rewritten.nodes())
                .noneMatch(node -> node.operator() == MatrixProducts.GEMM
                        && node.attributes().integer("transA", 0) != 0);
        Map<String, Tensor> inputs =
                Map.of("a", Computed.random(1, Shape.of(k, m)), "b", Computed.random(2, Shape.of(k, n)));
        Tensor expected = Computed.by(graph, inputs).get("y");
        Tensor found = Computed.by(rewritten, inputs).get("y");
        assertThat(found.shape()).isEqualTo(expected.shape());
        assertThat(found.toFloatArray()).containsExactly(expected.toFloatArray(), within(1e-3f));
    }

    @ParameterizedTest
    @CsvSource({"127, 3, 5", "1024, 13, 3", "1023, 12, 3"})
    void productsThatAreAsFastStay(long k, long m, long n) {
        Graph graph = product(Shape.of(k, m), Shape.of(k, n));
        assertThat(TransposedProducts.of(graph)).isSameAs(graph);
    }

    @Test
    void aProductWithASumStays() {
        Graph graph = new Graph("sum");
        Value a = graph.input("a", ElementType.FLOAT32, Shape.of(200, 3));
        Value b = graph.input("b", ElementType.FLOAT32, Shape.of(200, 5));
        Value c = graph.input("c", ElementType.FLOAT32, Shape.of(5));
        graph.output("y", MatrixProducts.gemm(a, true, b, false, c));
        assertThat(TransposedProducts.of(graph)).isSameAs(graph);
    }

    private static Graph product(Shape a, Shape b) {
        Graph graph = new Graph("product");
        Value left = graph.input("a", ElementType.FLOAT32, a);
        Value right = graph.input("b", ElementType.FLOAT32, b);
        graph.output("y", MatrixProducts.gemm(left, true, right, false));
        return graph;
    }
}
