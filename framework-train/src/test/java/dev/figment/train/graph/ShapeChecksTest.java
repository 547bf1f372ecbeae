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

    @Test
    void convolutionsThatDoNotFit() {
        Value x = input("x", Shape.batch("N", 3, 8, 8));
        Value w = input("w", Shape.of(4, 2, 3, 3));
        assertThatThrownBy(() -> graph.within("critic.0", () -> Convolutions.conv(x, w, Window.of(3, 3), 1)))
                .isInstanceOf(ShapeException.class)
                .hasMessageStartingWith("critic.0: ")
                .hasMessageContaining("[4, 2, 3, 3]")
                .hasMessageContaining("[N, 3, 8, 8]");
        assertThatThrownBy(() -> Convolutions.transposed(x, w, Window.of(3, 3), 1, List.of(0L, 0L)))
                .hasMessageContaining("[4, 2, 3, 3] does not fit the input [N, 3, 8, 8]");
        assertThatThrownBy(() -> Convolutions.conv(x, w, Window.of(3, 3), 2)).hasMessageContaining("in 2 groups");
        Value bias = input("bias", Shape.of(3));
        Value large = input("large", Shape.of(4, 3, 9, 3));
        assertThatThrownBy(() -> Convolutions.conv(x, large, Window.of(9, 3), 1))
                .hasMessageContaining("larger than [N, 3, 8, 8]");
        Value fitting = input("fitting", Shape.of(4, 3, 3, 3));
        assertThatThrownBy(() -> Convolutions.conv(x, fitting, Window.of(3, 3), 1, bias))
                .hasMessageContaining("a bias [3] for 4 channels");
        assertThatThrownBy(() -> Convolutions.conv(x, fitting, Window.of(5, 5), 1))
                .hasMessageContaining("a kernel of [5, 5]");
    }

    @Test
    void convolutionsThatKeepASizeTakeOneThatIsNamed() {
        Dim n = new Dim.Named("N");
        Value x = input("x", new Shape(List.of(n, new Dim.Fixed(3), new Dim.Named("H"), new Dim.Fixed(9))));
        Value w = input("w", Shape.of(5, 3, 3, 3));
        assertThat(Convolutions.conv(x, w, Window.of(3, 3).pad(1), 1).shape())
                .isEqualTo(new Shape(List.of(n, new Dim.Fixed(5), new Dim.Named("H"), new Dim.Fixed(9))));
        assertThat(Convolutions.conv(x, w, Window.of(3, 3).pad(2).dilation(2).stride(1, 2), 1)
                        .shape())
                .isEqualTo(new Shape(List.of(n, new Dim.Fixed(5), new Dim.Named("H"), new Dim.Fixed(5))));
        assertThatThrownBy(() -> Convolutions.conv(x, w, Window.of(3, 3), 1))
                .hasMessageContaining("have to be fixed unless it keeps their size");
    }

    @Test
    void convolutionsHaveTheSizesOfTheirArithmetic() {
        Value x = input("x", Shape.batch("N", 3, 9, 8));
        Window window = Window.of(4, 3).stride(2).dilation(1, 2).pad(1);
        Value y = Convolutions.conv(x, input("w", Shape.of(5, 3, 4, 3)), window, 1);
        assertThat(y.shape()).isEqualTo(Shape.batch("N", 5, 4, 3));
        Value back = Convolutions.transposed(y, input("v", Shape.of(5, 3, 4, 3)), window, 1, List.of(1L, 1L));
        assertThat(back.shape()).isEqualTo(x.shape());
        assertThatThrownBy(
                        () -> Convolutions.transposed(y, input("u", Shape.of(5, 3, 4, 3)), window, 1, List.of(2L, 0L)))
                .hasMessageContaining("output padding [2, 0]");
    }

    @Test
    void padsThatAreTooLarge() {
        Value x = input("x", Shape.batch("N", 4));
        assertThatThrownBy(() -> Padding.pad(x, Padding.Mode.REFLECT, List.of(0L, 4L), List.of(0L, 0L)))
                .hasMessageContaining("pads 4 and 0 (reflect) of axis 1 of [N, 4]");
        assertThatThrownBy(() -> Padding.zeros(x, 1, -3, -2)).isInstanceOf(ShapeException.class);
        assertThatThrownBy(() -> Padding.zeros(x, 0, 1, 0)).hasMessageContaining("has to be fixed");
    }

    @Test
    void slicesThatAreNotThere() {
        Value x = input("x", Shape.batch("N", 4));
        assertThatThrownBy(() -> graph.within("head", () -> Layout.slice(x, 1, 2, 5)))
                .hasMessageStartingWith("head: ")
                .hasMessageContaining("no slice 2 to 5 of axis 1 of [N, 4]");
    }
}
