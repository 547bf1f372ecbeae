package dev.figment.testkit;

import dev.figment.api.Device;
import dev.figment.api.ElementType;
import dev.figment.core.onnx.OnnxModels;
import dev.figment.train.graph.Activations;
import dev.figment.train.graph.Arithmetic;
import dev.figment.train.graph.Conversion;
import dev.figment.train.graph.Layout;
import dev.figment.train.graph.MatrixProducts;
import dev.figment.train.graph.Reductions;
import dev.figment.train.graph.Shape;
import dev.figment.train.graph.Softmaxes;
import dev.figment.train.graph.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every rule against central differences, over shapes and broadcasts, and the gradient of each gradient. */
class RulesTest {
    private static final GradientCheck CHECK = GradientCheck.on(OnnxModels.on(Device.CPU));

    private record Case(String name, GradientCheck check, Function<List<Value>, Value> function, Shape... shapes) {
        Stream<DynamicTest> tests() {
            String title = name + " " + List.of(shapes);
            return Stream.of(
                    DynamicTest.dynamicTest(title, () -> check.first(function, shapes)),
                    DynamicTest.dynamicTest(title + ", twice", () -> check.second(function, shapes)));
        }
    }

    private static Case unary(String name, UnaryOperator<Value> function, Shape shape) {
        return new Case(name, CHECK, in -> function.apply(in.get(0)), shape);
    }

    private static Case positive(String name, UnaryOperator<Value> function) {
        return new Case(name, CHECK.between(0.5, 2.5), in -> function.apply(in.get(0)), Shape.of(3, 4));
    }

    private static Case binary(String name, BinaryOperator<Value> function, Shape a, Shape b) {
        return new Case(name, CHECK.between(0.5, 2), in -> function.apply(in.get(0), in.get(1)), a, b);
    }

    @TestFactory
    Stream<DynamicTest> elementByElement() {
        Stream<Case> positive = Stream.of(
                positive("log", Activations::log),
                positive("sqrt", Activations::sqrt),
                positive("power of -0.5", x -> Arithmetic.pow(x, -0.5f)),
                positive("power of 2.5", x -> Arithmetic.pow(x, 2.5f)),
                positive("reciprocal", x -> Arithmetic.div(x.graph().scalar(1), x)));
        Stream<Case> any = Stream.of(Shape.SCALAR, Shape.of(5), Shape.of(2, 3, 2))
                .flatMap(shape -> Stream.of(
                        unary("neg", Activations::neg, shape),
                        unary("square", Arithmetic::square, shape),
                        unary("three uses", x -> Arithmetic.add(Arithmetic.add(x, Activations.exp(x)), x), shape),
                        unary("exp", Activations::exp, shape),
                        unary("erf", Activations::erf, shape),
                        unary("abs", Activations::abs, shape),
                        unary("sign", x -> Arithmetic.mul(x, Activations.sign(x)), shape),
                        unary("cube", x -> Arithmetic.pow(x, 3), shape),
                        unary("relu", x -> Arithmetic.add(Activations.relu(x), x), shape),
                        unary("leaky relu", x -> Activations.leakyRelu(x, 0.2f), shape),
                        unary("elu", Activations::elu, shape),
                        unary("sigmoid", Activations::sigmoid, shape),
                        unary("tanh", Activations::tanh, shape),
                        unary("softplus", Activations::softplus, shape),
                        unary("gelu", Activations::gelu, shape),
                        unary("gelu by tanh", Activations::geluByTanh, shape),
                        unary("silu", Activations::silu, shape),
                        unary("clip", x -> Arithmetic.add(Arithmetic.clip(x, -0.97f, 1.02f), x), shape),
                        unary("identity", Activations::identity, shape),
                        unary("cast", x -> Conversion.cast(x, ElementType.FLOAT32), shape)));
        return Stream.concat(positive, any).flatMap(Case::tests);
    }

    @TestFactory
    Stream<DynamicTest> broadcasts() {
        List<Shape> shapes = List.of(
                Shape.of(3, 4), Shape.of(4), Shape.of(3, 1), Shape.SCALAR, Shape.of(2, 1, 4), Shape.of(2, 3, 4));
        List<Case> cases = new ArrayList<>();
        for (Shape a : shapes) {
            for (Shape b : shapes) {
                cases.add(binary("add", Arithmetic::add, a, b));
                cases.add(binary("sub", Arithmetic::sub, a, b));
                cases.add(binary("mul", Arithmetic::mul, a, b));
                cases.add(binary("div", Arithmetic::div, a, b));
                cases.add(binary("min", Arithmetic::min, a, b));
                cases.add(binary("max", Arithmetic::max, a, b));
                cases.add(binary(
                        "where", (x, y) -> Arithmetic.where(Arithmetic.greater(x, y), Arithmetic.square(x), y), a, b));
            }
        }
        return cases.stream().flatMap(Case::tests);
    }

    @TestFactory
    Stream<DynamicTest> gemm() {
        List<Case> cases = new ArrayList<>();
        for (int flags = 0; flags < 4; flags++) {
            boolean transA = (flags & 1) != 0;
            boolean transB = (flags & 2) != 0;
            Shape a = transA ? Shape.of(5, 3) : Shape.of(3, 5);
            Shape b = transB ? Shape.of(2, 5) : Shape.of(5, 2);
            String name = "gemm " + transA + " " + transB;
            GradientCheck small = CHECK.between(-1, 1);
            cases.add(new Case(name, small, in -> MatrixProducts.gemm(in.get(0), transA, in.get(1), transB), a, b));
            for (Shape c : List.of(Shape.of(2), Shape.of(3, 2), Shape.of(3, 1), Shape.SCALAR)) {
                cases.add(new Case(
                        name,
                        small,
                        in -> MatrixProducts.gemm(in.get(0), transA, in.get(1), transB, in.get(2)),
                        a,
                        b,
                        c));
            }
        }
        return cases.stream().flatMap(Case::tests);
    }

    @TestFactory
    Stream<DynamicTest> matMul() {
        return Stream.of(
                        binary("matmul", MatrixProducts::matMul, Shape.of(3, 5), Shape.of(5, 2)),
                        binary("matmul", MatrixProducts::matMul, Shape.of(2, 3, 4), Shape.of(4, 2)),
                        binary("matmul", MatrixProducts::matMul, Shape.of(3, 4), Shape.of(2, 4, 2)),
                        binary("matmul", MatrixProducts::matMul, Shape.of(2, 1, 3, 4), Shape.of(3, 4, 2)))
                .flatMap(Case::tests);
    }

    @TestFactory
    Stream<DynamicTest> reductions() {
        Shape shape = Shape.of(2, 3, 4);
        return Stream.of(
                        unary("sum", Reductions::sum, shape),
                        unary("sum per sample", Reductions::sumPerSample, shape),
                        unary("sum over 1", x -> Reductions.sum(x, List.of(1L), false), shape),
                        unary("sum over 2, kept", x -> Reductions.sum(x, List.of(2L), true), shape),
                        unary("sum over 0 and 2, kept", x -> Reductions.sum(x, List.of(0L, 2L), true), shape),
                        unary("mean", Reductions::mean, shape),
                        unary("mean over 0 and 2", x -> Reductions.mean(x, List.of(0L, 2L), false), shape),
                        unary("mean over 1, kept", x -> Reductions.mean(x, List.of(1L), true), shape),
                        unary("softmax", x -> Softmaxes.softmax(x, 2), shape),
                        unary("softmax over 1", x -> Softmaxes.softmax(x, 1), shape),
                        unary("log-softmax", x -> Softmaxes.logSoftmax(x, 1), shape))
                .flatMap(Case::tests);
    }

    @TestFactory
    Stream<DynamicTest> shapesAndLayout() {
        Shape shape = Shape.of(2, 3, 4);
        return Stream.of(
                        unary("reshape", x -> Layout.reshape(x, Shape.of(4, 6)), shape),
                        unary("flatten", Layout::flatten, shape),
                        unary("expand", x -> Layout.expandLike(Reductions.sum(x, List.of(1L), true), x), shape),
                        unary("transpose", x -> Layout.transpose(x, 2, 0, 1), shape),
                        unary("transpose of matrices", Layout::transposeMatrices, shape),
                        unary("slice", x -> Layout.slice(x, 2, 1, 3), shape),
                        unary("slice at the start", x -> Layout.slice(x, 0, 0, 1), shape),
                        unary("concat with itself", x -> Layout.concat(List.of(x, Activations.exp(x)), 2), shape),
                        binary(
                                "concat",
                                (a, b) -> Layout.concat(List.of(a, b, a), 1),
                                Shape.of(2, 3, 2),
                                Shape.of(2, 1, 2)))
                .flatMap(Case::tests);
    }
}
