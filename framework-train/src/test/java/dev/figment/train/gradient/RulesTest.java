package dev.figment.train.gradient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.figment.api.ElementType;
import dev.figment.api.Tensor;
import dev.figment.train.graph.Activations;
import dev.figment.train.graph.Arithmetic;
import dev.figment.train.graph.Attributes;
import dev.figment.train.graph.Broadcasting;
import dev.figment.train.graph.Conversion;
import dev.figment.train.graph.Graph;
import dev.figment.train.graph.Layout;
import dev.figment.train.graph.MatrixProducts;
import dev.figment.train.graph.Operator;
import dev.figment.train.graph.Reductions;
import dev.figment.train.graph.Shape;
import dev.figment.train.graph.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every rule against central differences, over shapes and broadcasts; and the gradient of the gradient. */
class RulesTest {
    /** Values away from the kinks of Abs, Relu, Max and Min, and positive where a function needs it. */
    private static final double LOW = 0.3;

    @TestFactory
    Stream<DynamicTest> unary() {
        List<UnaryCase> cases = List.of(
                new UnaryCase("neg", Activations::neg, -2, 2),
                new UnaryCase("abs", Activations::abs, LOW, 2),
                new UnaryCase("abs of negatives", Activations::abs, -2, -LOW),
                new UnaryCase("exp", Activations::exp, -2, 2),
                new UnaryCase("log", Activations::log, LOW, 3),
                new UnaryCase("sqrt", Activations::sqrt, LOW, 3),
                new UnaryCase("erf", Activations::erf, -2, 2),
                new UnaryCase("relu", Activations::relu, LOW, 2),
                new UnaryCase("relu of negatives", x -> Arithmetic.add(Activations.relu(x), x), -2, -LOW),
                new UnaryCase("leaky relu", x -> Activations.leakyRelu(x, 0.2f), -2, -LOW),
                new UnaryCase("sigmoid", Activations::sigmoid, -3, 3),
                new UnaryCase("tanh", Activations::tanh, -2, 2),
                new UnaryCase("softplus", Activations::softplus, -3, 3),
                new UnaryCase("log(1 + exp)", Activations::logOnePlusExp, -3, 3),
                new UnaryCase("gelu", Activations::gelu, -3, 3),
                new UnaryCase("silu", Activations::silu, -3, 3),
                new UnaryCase("identity", Activations::identity, -2, 2),
                new UnaryCase("square", Arithmetic::square, -2, 2),
                new UnaryCase("pow 3", x -> Arithmetic.pow(x, 3), LOW, 2),
                new UnaryCase("pow -0.5", x -> Arithmetic.pow(x, -0.5f), LOW, 2),
                new UnaryCase("cast and back", x -> Conversion.cast(x, ElementType.FLOAT32), -2, 2),
                new UnaryCase("sum of rows", x -> Reductions.sum(x, List.of(1L), false), -2, 2),
                new UnaryCase("sum of columns, kept", x -> Reductions.sum(x, List.of(0L), true), -2, 2),
                new UnaryCase("sum per sample", Reductions::sumPerSample, -2, 2),
                new UnaryCase("mean of rows", x -> Reductions.mean(x, List.of(1L), true), -2, 2),
                new UnaryCase("mean", Reductions::mean, -2, 2),
                new UnaryCase("reshape", x -> Layout.reshape(x, Shape.of(2, 6)), -2, 2),
                new UnaryCase("transpose", x -> Layout.transpose(x, 1, 0), -2, 2),
                new UnaryCase("slice", x -> Layout.slice(x, 1, 1, 3), -2, 2),
                new UnaryCase("slice at the start", x -> Layout.slice(x, 0, 0, 2), -2, 2),
                new UnaryCase("concat with itself", x -> Layout.concat(List.of(x, x), 1), -2, 2),
                new UnaryCase("expand", x -> Layout.expandLike(Reductions.sum(x, List.of(0L), true), x), -2, 2));
        return cases.stream().flatMap(c -> Stream.of(test(c), testTwice(c)));
    }

    private record UnaryCase(String name, UnaryOperator<Value> function, double low, double high) {}

    private static DynamicTest test(UnaryCase c) {
        return DynamicTest.dynamicTest(
                c.name, () -> Differences.check(in -> c.function.apply(in.get(0)), c.low, c.high, Shape.of(3, 4)));
    }

    /** Differentiates Σ (df/dx · x²) instead of f. */
    private static DynamicTest testTwice(UnaryCase c) {
        return DynamicTest.dynamicTest(
                "gradient of the gradient of " + c.name,
                () -> Differences.check(
                        in -> {
                            Value x = in.get(0);
                            Value squared = Arithmetic.square(c.function.apply(x));
                            Value first = Gradient.of(Reductions.sum(squared), List.of(x))
                                    .get(0);
                            return Arithmetic.mul(first, Arithmetic.square(x));
                        },
                        c.low,
                        c.high,
                        Shape.of(3, 4)));
    }

    @TestFactory
    Stream<DynamicTest> binaryBroadcasts() {
        List<Shape> shapes = List.of(
                Shape.of(3, 4),
                Shape.of(4),
                Shape.of(3, 1),
                Shape.of(1, 4),
                Shape.of(1, 1),
                Shape.SCALAR,
                Shape.of(2, 3, 4));
        List<Operator> operators =
                List.of(Arithmetic.ADD, Arithmetic.SUB, Arithmetic.MUL, Arithmetic.DIV, Arithmetic.MAX, Arithmetic.MIN);
        List<DynamicTest> tests = new ArrayList<>();
        for (Operator operator : operators) {
            for (Shape a : shapes) {
                for (Shape b : shapes) {
                    Function<List<Value>, Value> function =
                            in -> in.get(0).graph().apply(operator, Attributes.NONE, in);
                    tests.add(DynamicTest.dynamicTest(
                            operator + " " + a + " " + b, () -> Differences.check(function, 0.5, 2, a, b)));
                }
            }
        }
        return tests.stream();
    }

    @TestFactory
    Stream<DynamicTest> products() {
        List<DynamicTest> tests = new ArrayList<>();
        for (boolean transA : new boolean[] {false, true}) {
            for (boolean transB : new boolean[] {false, true}) {
                Shape a = transA ? Shape.of(5, 3) : Shape.of(3, 5);
                Shape b = transB ? Shape.of(2, 5) : Shape.of(5, 2);
                for (Shape c : List.of(Shape.of(2), Shape.of(3, 2), Shape.of(3, 1), Shape.SCALAR)) {
                    tests.add(DynamicTest.dynamicTest(
                            "gemm " + transA + " " + transB + " + " + c,
                            () -> Differences.check(
                                    in -> MatrixProducts.gemm(in.get(0), transA, in.get(1), transB, in.get(2)),
                                    -1,
                                    1,
                                    a,
                                    b,
                                    c)));
                }
                tests.add(DynamicTest.dynamicTest(
                        "gemm " + transA + " " + transB + ", twice",
                        () -> Differences.check(
                                in -> {
                                    Value y = MatrixProducts.gemm(in.get(0), transA, in.get(1), transB);
                                    Value loss = Reductions.sum(Arithmetic.pow(y, 3));
                                    return Gradient.of(loss, List.of(in.get(0))).get(0);
                                },
                                -1,
                                1,
                                a,
                                b)));
            }
        }
        tests.add(DynamicTest.dynamicTest(
                "matmul",
                () -> Differences.check(
                        in -> MatrixProducts.matMul(in.get(0), in.get(1)), -1, 1, Shape.of(3, 5), Shape.of(5, 2))));
        return tests.stream();
    }

    @Test
    void whereSendsTheGradientToTheChosenBranch() {
        Differences.check(
                in -> {
                    Value condition =
                            Arithmetic.greater(in.get(0), in.get(0).graph().scalar(1));
                    return Arithmetic.where(condition, in.get(0), in.get(1));
                },
                0.2,
                0.9,
                Shape.of(3, 4),
                Shape.of(4));
    }

    @Test
    void aValueUsedTwiceGetsBothGradients() {
        Differences.check(
                in -> Arithmetic.add(Arithmetic.mul(in.get(0), in.get(0)), Activations.exp(in.get(0))),
                -1,
                1,
                Shape.of(2, 2));
    }

    @Test
    void nothingFlowsThroughAStoppedValue() {
        Graph graph = new Graph("stopped");
        Value x = graph.input("x", ElementType.FLOAT32, Shape.of(2));
        Value stopped = Activations.exp(x);
        Value loss = Reductions.sum(Arithmetic.mul(stopped, x));
        Value gradient = Gradient.of(loss, List.of(x), Set.of(stopped)).get(0);
        graph.output("gradient", gradient);
        float[] values = Differences.run(graph, List.of(Tensor.ofFloats(new float[] {0, 1}, 2)))
                .get("gradient")
                .toFloatArray();
        assertThat(values[0]).isEqualTo(1f);
        assertThat(values[1]).isCloseTo((float) Math.E, within(1e-5f));
    }

    @Test
    void namesTheOperatorWithoutARuleAndTheWayToIt() {
        Graph graph = new Graph("strange");
        Value x = graph.input("x", ElementType.FLOAT32, Shape.of(2));
        Operator strange = new Operator(
                "Strange", 1, 1, (inputs, a) -> List.of(new Operator.Output(ElementType.FLOAT32, Shape.of(2))));
        Value y = graph.apply(strange, Attributes.NONE, List.of(Activations.exp(x)));
        assertThatThrownBy(() -> Gradient.of(Reductions.sum(y), List.of(x)))
                .isInstanceOf(GradientException.class)
                .hasMessageContaining("the operator Strange has no gradient")
                .hasMessageContaining("on the way to Exp < x");
    }

    @Test
    void saysThatTheLossDoesNotDependOnAValue() {
        Graph graph = new Graph("apart");
        Value x = graph.input("x", ElementType.FLOAT32, Shape.of(2));
        Value y = graph.input("y", ElementType.FLOAT32, Shape.of(2));
        assertThatThrownBy(() -> Gradient.of(Reductions.sum(x), List.of(y)))
                .hasMessageContaining("does not depend on y");
        assertThatThrownBy(() -> Gradient.of(x, List.of(x))).hasMessageContaining("of a scalar");
    }

    @Test
    void broadcastShapesThatDoNotFitNameBoth() {
        assertThatThrownBy(() -> Broadcasting.of(Shape.of(3, 4), Shape.of(3))).hasMessageContaining("[3, 4] and [3]");
    }
}
