package dev.figment.train.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.figment.api.Device;
import dev.figment.api.ElementType;
import dev.figment.api.Seed;
import dev.figment.api.Tensor;
import dev.figment.api.model.Model;
import dev.figment.core.onnx.OnnxModels;
import dev.figment.train.graph.Graph;
import dev.figment.train.graph.MatrixProducts;
import dev.figment.train.graph.OnnxWriter;
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
        Map<String, Tensor> inputs = Map.of("a", random(1, k, m), "b", random(2, k, n));
        Tensor expected = run(graph, inputs);
        Tensor found = run(rewritten, inputs);
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

    private static Tensor run(Graph graph, Map<String, Tensor> inputs) {
        try (Model model = OnnxModels.on(Device.CPU).compile(OnnxWriter.write(graph, Map.of()), "product")) {
            return model.run(inputs).get("y");
        }
    }

    private static Tensor random(long seed, long... shape) {
        Tensor tensor = Tensor.allocate(ElementType.FLOAT32, shape);
        new Seed(seed).fillNormal(tensor.floats());
        return tensor;
    }
}
