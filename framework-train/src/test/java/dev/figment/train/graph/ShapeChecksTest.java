package dev.figment.train.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.figment.api.ElementType;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What does not fit is found while the graph is built, with the path and both shapes. */
class ShapeChecksTest {
    private final Graph graph = new Graph("checks");

    private Value input(String name, Shape shape) {
        return graph.input(name, ElementType.FLOAT32, shape);
    }

    @Test
    void matricesThatDoNotMultiply() {
        Value x = input("x", Shape.batch("N", 784));
        Value w = input("w", Shape.of(700, 400));
        assertThatThrownBy(() -> graph.within("encoder.0", () -> MatrixProducts.gemm(x, false, w, false)))
                .isInstanceOf(ShapeException.class)
                .hasMessageStartingWith("encoder.0: ")
                .hasMessageContaining("[N, 784]")
                .hasMessageContaining("[700, 400]");
        assertThatThrownBy(() -> MatrixProducts.matMul(x, w)).hasMessageContaining("[700, 400]");
    }

    @Test
    void stacksOfMatricesMultiplyWithTheirLeadingAxesBroadcast() {
        Value a = input("a", Shape.of(2, 1, 3, 4));
        Value b = input("b", Shape.of(5, 4, 6));
        assertThat(MatrixProducts.matMul(a, b).shape()).isEqualTo(Shape.of(2, 5, 3, 6));
        assertThatThrownBy(() -> MatrixProducts.matMul(a, input("c", Shape.of(4))))
                .isInstanceOf(ShapeException.class);
    }

    @Test
    void shapesThatDoNotBroadcast() {
        Value a = input("a", Shape.of(3, 4));
        Value b = input("b", Shape.of(3));
        assertThatThrownBy(() -> Arithmetic.add(a, b)).hasMessageContaining("[3, 4] and [3]");
        Value n = input("n", Shape.batch("N", 4));
        assertThatThrownBy(() -> Arithmetic.add(n, a)).hasMessageContaining("[N, 4] and [3, 4]");
    }

    @Test
    void otherNumbersOfElements() {
        Value x = input("x", Shape.batch("N", 28, 28));
        assertThat(Layout.flatten(x).shape()).isEqualTo(Shape.batch("N", 784));
        assertThatThrownBy(() -> Layout.reshape(x, Shape.batch("N", 700))).hasMessageContaining("[N, 28, 28]");
    }

    @Test
    void otherElementTypes() {
        Value x = input("x", Shape.of(2));
        Value i = graph.input("i", ElementType.INT64, Shape.of(2));
        assertThatThrownBy(() -> Arithmetic.mul(x, i)).isInstanceOf(ShapeException.class);
    }

    @Test
    void softmaxAlongAnAxisThatIsNotThere() {
        assertThatThrownBy(() -> Softmaxes.softmax(input("x", Shape.of(2, 3)), 2))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("axis 2");
    }

    @Test
    void valuesOfAnotherGraph() {
        Value other = new Graph("other").input("y", ElementType.FLOAT32, Shape.of(2));
        assertThatThrownBy(() -> Arithmetic.add(input("x", Shape.of(2)), other))
                .hasMessageContaining("belongs to another graph");
    }

    @Test
    void joinedValuesThatDifferElsewhere() {
        Value a = input("a", Shape.of(2, 3));
        Value b = input("b", Shape.of(3, 3));
        assertThat(Layout.concat(List.of(a, b), 0).shape()).isEqualTo(Shape.of(5, 3));
        assertThatThrownBy(() -> Layout.concat(List.of(a, b), 1)).isInstanceOf(ShapeException.class);
    }
}
