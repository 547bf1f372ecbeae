package dev.figment.train.gradient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.figment.api.ElementType;
import dev.figment.api.Tensor;
import dev.figment.train.graph.Activations;
import dev.figment.train.graph.Arithmetic;
import dev.figment.train.graph.Attributes;
import dev.figment.train.graph.Graph;
import dev.figment.train.graph.Indexing;
import dev.figment.train.graph.MatrixProducts;
import dev.figment.train.graph.Reductions;
import dev.figment.train.graph.Scattering;
import dev.figment.train.graph.Scattering.Reduction;
import dev.figment.train.graph.Shape;
import dev.figment.train.graph.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Gathers and scatters along every axis, with indices that repeat and that count from the end. */
class IndexingRulesTest {
    private static final Shape X = Shape.of(3, 4, 2);

    private static Value indices(Value like, long[] values, long... shape) {
        return like.graph().constant("indices", Tensor.ofLongs(values, shape));
    }

    private static DynamicTest test(String name, Function<List<Value>, Value> f, Shape... shapes) {
        return DynamicTest.dynamicTest(name, () -> Differences.checkTwice(f, -1, 1, shapes));
    }

    @TestFactory
    Stream<DynamicTest> gathers() {
        List<DynamicTest> tests = new ArrayList<>();
        for (int axis = -1; axis < 3; axis++) {
            int along = axis;
            tests.add(test(
                    "gather along " + axis,
                    in -> Indexing.gather(in.get(0), indices(in.get(0), new long[] {1, 0, 1, -1, 1, 0}, 2, 3), along),
                    X));
            tests.add(test(
                    "gather one along " + axis,
                    in -> Indexing.gather(in.get(0), indices(in.get(0), new long[] {1}), along),
                    X));
        }
        for (int axis = 0; axis < 2; axis++) {
            int along = axis;
            tests.add(test(
                    "gather elements along " + axis,
                    in -> Indexing.gatherElements(
                            in.get(0), indices(in.get(0), new long[] {1, 0, 1, 1, 0, -1}, 2, 3), along),
                    Shape.of(2, 3)));
            tests.add(test(
                    "scatter elements along " + axis,
                    in -> Scattering.scatterElements(
                            in.get(0),
                            indices(in.get(0), new long[] {1, 0, 1, 1, 0, 0}, 2, 3),
                            in.get(1),
                            along,
                            Reduction.ADD),
                    Shape.of(3, 4),
                    Shape.of(2, 3)));
        }
        tests.add(test(
                "gather nd",
                in -> Indexing.gatherNd(in.get(0), indices(in.get(0), new long[] {0, 1, 2, 3, 0, 1}, 3, 2), 0),
                X));
        tests.add(test(
                "gather nd in a batch",
                in -> Indexing.gatherNd(in.get(0), indices(in.get(0), new long[] {3, 0, 3}, 3, 1), 1),
                X));
        tests.add(test(
                "scatter nd",
                in -> Scattering.scatterNd(
                        in.get(0), indices(in.get(0), new long[] {2, 0, 2}, 3, 1), in.get(1), Reduction.ADD),
                X,
                Shape.of(3, 4, 2)));
        tests.add(test(
                "scatter nd in place of what is there",
                in -> Scattering.scatterNd(
                        in.get(0), indices(in.get(0), new long[] {2, 0}, 2, 1), in.get(1), Reduction.NONE),
                X,
                Shape.of(2, 4, 2)));
        tests.add(test(
                "scatter elements in place of what is there",
                in -> Scattering.scatterElements(
                        in.get(0),
                        indices(in.get(0), new long[] {2, 0, 1, 1, 2, 0}, 2, 3),
                        in.get(1),
                        0,
                        Reduction.NONE),
                Shape.of(3, 3),
                Shape.of(2, 3)));
        return tests.stream();
    }

    /** The embedding's gradient is added to that of the product, whichever comes first. */
    @TestFactory
    Stream<DynamicTest> tiedWeights() {
        return Stream.of(
                test(
                        "gather, then product",
                        in -> {
                            Value x = Indexing.gather(in.get(0), indices(in.get(0), new long[] {1, 2, 1}, 3), 0);
                            return MatrixProducts.gemm(Activations.tanh(x), false, in.get(0), true);
                        },
                        Shape.of(4, 2)),
                test(
                        "product, then gather",
                        in -> Indexing.gather(
                                MatrixProducts.gemm(in.get(0), false, in.get(0), true),
                                indices(in.get(0), new long[] {1, 2, 1}, 3),
                                0),
                        Shape.of(4, 2)));
    }

    @Test
    void aSparseGradientIsAddedWithoutAPassOverAllElements() {
        Graph graph = new Graph("tied");
        Value w = graph.input("w", ElementType.FLOAT32, Shape.of(4, 2));
        Value x = Indexing.gather(w, indices(w, new long[] {1, 2, 1}, 3), 0);
        Value loss = Reductions.sum(MatrixProducts.gemm(x, false, w, true));
        Value gradient = Gradient.of(loss, List.of(w)).get(0);
        assertThat(gradient.producer().operator()).isEqualTo(Scattering.SCATTER_ELEMENTS);
        assertThat(gradient.producer().input(0).producer().operator()).isEqualTo(MatrixProducts.GEMM);
    }

    @Test
    void aReductionWithoutAGradientIsNamed() {
        Graph graph = new Graph("mul");
        Value x = graph.input("x", ElementType.FLOAT32, Shape.of(4));
        Value y = graph.apply(
                Scattering.SCATTER_ELEMENTS,
                Attributes.of("reduction", "mul"),
                List.of(x, indices(x, new long[] {1}, 1), graph.input("u", ElementType.FLOAT32, Shape.of(1))));
        assertThatThrownBy(() -> Gradient.of(Reductions.sum(Arithmetic.square(y)), List.of(x)))
                .isInstanceOf(GradientException.class)
                .hasMessageContaining("the reduction 'mul'");
    }
}
